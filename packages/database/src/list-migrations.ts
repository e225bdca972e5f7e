import type { MigrationEntry } from '@tars/contracts'
import { packagedMigrations, readMigrations } from './migration.ts'
import type { Sql } from './sql.ts'

/** The migrations that a migrated database has and those of this version that it lacks, oldest first. */
export async function listMigrations(sql: Sql, directory = packagedMigrations): Promise<MigrationEntry[]> {
  const applied = await sql.query<MigrationEntry>(
    'SELECT name, mode, applied_at, duration_ms FROM schema_migrations',
  )
  const names = new Set(applied.map(({ name }) => name))
  const pending = (await readMigrations(directory))
    .filter(({ name }) => !names.has(name))
    .map(({ name, mode }) => ({ name, mode, appliedAt: null, durationMs: null }))
  return [...applied, ...pending].sort((one, other) => (one.name < other.name ? -1 : 1))
}
