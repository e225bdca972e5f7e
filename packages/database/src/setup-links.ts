import type { Sql } from './sql.ts'

/** Keeps the hash of a one-time link; links made before stop working. */
export async function createSetupLink(
  sql: Sql,
  link: { tokenHash: string; expiresAt: string },
): Promise<void> {
  await sql.query('DELETE FROM setup_links WHERE used_at IS NULL')
  await sql.query('INSERT INTO setup_links (token_hash, expires_at) VALUES ($1, $2)', [
    link.tokenHash,
    link.expiresAt,
  ])
}

/** Uses up a one-time link; false when it is unknown, used or expired. */
export async function consumeSetupLink(sql: Sql, tokenHash: string): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE setup_links SET used_at = now()
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING token_hash`,
    [tokenHash],
  )
  return rows.length === 1
}
