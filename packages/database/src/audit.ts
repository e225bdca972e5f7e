import { createHash } from 'node:crypto'
import { toCanonicalJson } from './canonical-json.ts'
import type { Sql } from './sql.ts'

/** Something that somebody did. */
export interface AuditEntry {
  /** `user:<id>`, `key:<id>` or the name of a service. */
  actor: string
  /** `resource.verb`, for example `policy.promote`. */
  action: string
  subject?: string | null
  detail?: Record<string, unknown>
}

const chainLock = 7_283_002
const firstHash = '0'.repeat(64)

/**
 * Appends an entry to the audit log, hashed together with the one before; call it in the transaction of the act itself.
 *
 * The hash is SHA-256 over the canonical JSON of `[id, at, actor, action, subject, detail, previousHash]`, so that it can be
 * computed again from the row: the database keeps no order of keys.
 */
export async function recordAudit(sql: Sql, entry: AuditEntry): Promise<void> {
  // One writer at a time: each hash needs the one before, and the lock is held until the act commits.
  await sql.query('SELECT pg_advisory_xact_lock($1)', [chainLock])
  const [last] = await sql.query<{ id: number; hash: string }>(
    'SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1',
  )
  const id = (last?.id ?? 0) + 1
  const at = new Date().toISOString()
  const previousHash = last?.hash ?? firstHash
  const detail = entry.detail ?? {}
  const fields = [id, at, entry.actor, entry.action, entry.subject ?? null, detail, previousHash]
  const hash = createHash('sha256').update(toCanonicalJson(fields)).digest('hex')
  await sql.query(
    `INSERT INTO audit (id, at, actor, action, subject, detail, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, at, entry.actor, entry.action, entry.subject ?? null, detail, previousHash, hash],
  )
}
