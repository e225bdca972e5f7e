import type { Id, Role } from '@tars/contracts'
import { createId } from './id.ts'
import type { Sql } from './sql.ts'

/** What is kept of an API key. */
export interface ApiKey {
  id: Id
  keyId: string
  secretHash: string
  pepperVersion: number
  name: string
  role: Role
}

const columns = 'id, key_id, secret_hash, pepper_version, name, role'

/** Keeps a freshly minted key. */
export async function storeApiKey(sql: Sql, key: Omit<ApiKey, 'id' | 'pepperVersion'>): Promise<ApiKey> {
  const [stored] = await sql.query<ApiKey>(
    `INSERT INTO api_keys (id, key_id, secret_hash, pepper_version, name, role)
     VALUES ($1, $2, $3, 1, $4, $5) RETURNING ${columns}`,
    [createId(), key.keyId, key.secretHash, key.name, key.role],
  )
  return stored as ApiKey
}

/** The key with a key id; undefined when there is none, it is revoked or it has expired. */
export async function findApiKey(sql: Sql, keyId: string): Promise<ApiKey | undefined> {
  const [key] = await sql.query<ApiKey>(
    `SELECT ${columns} FROM api_keys
     WHERE key_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
    [keyId],
  )
  return key
}

/** Revokes a key. */
export async function revokeApiKey(sql: Sql, keyId: string): Promise<void> {
  await sql.query('UPDATE api_keys SET revoked_at = now() WHERE key_id = $1 AND revoked_at IS NULL', [keyId])
}
