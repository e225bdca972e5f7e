import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Database,
  findApiKey,
  matchesSecret,
  mintApiKey,
  parseApiKey,
  recordAudit,
  storeApiKey,
} from '@tars/database'
import { writePrivateFile } from './private-file.ts'

/**
 * Sees to it that the file `key` of a data directory (mode 0600) holds an API key that this database accepts as an
 * administrator's: the one that is there, or a new one. @returns whether a new one was made
 */
export async function ensureOperatorKey(database: Database, data: string, pepper: string): Promise<boolean> {
  const path = join(data, 'key')
  const kept = parseApiKey((await readFile(path, 'utf8').catch(() => '')).trim())
  const stored = kept && (await findApiKey(database, kept.keyId))
  if (kept && stored && matchesSecret(pepper, kept.secret, stored.secretHash)) return false
  const { key, keyId, secretHash } = mintApiKey(pepper, 'local')
  await database.transaction(async (sql) => {
    await storeApiKey(sql, { keyId, secretHash, name: 'operator of this machine', role: 'admin' })
    await recordAudit(sql, {
      actor: 'supervisor',
      action: 'key.create',
      subject: keyId,
      detail: { role: 'admin' },
    })
  })
  await writePrivateFile(path, `${key}\n`)
  return true
}
