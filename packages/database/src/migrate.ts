import { setTimeout as sleep } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import type { Database } from './connect.ts'
import { type Migration, packagedMigrations, readMigrations } from './migration.ts'
import type { Sql } from './sql.ts'

const advisoryLock = 7_283_001
const lockTimeoutMs = 500
const attemptsMax = 10
const retryDelayMs = 200
const statementTimeoutMs = 15 * 60_000

/** How to migrate; everything has a default. */
export interface MigrateOptions {
  /** Where the files are; default: those of this version. */
  directory?: URL
  /** Called before each migration that is applied. */
  onProgress?: (name: string) => void
  /** The longest that one statement, or the wait for another runner, may take in milliseconds; default 15 minutes. */
  statementTimeoutMs?: number
  /** Numbers in [0, 1) for the jitter between attempts; default Math.random. */
  random?: () => number
}

/**
 * Brings the schema to this version: applies what is missing, in order, one migration at a time under an advisory lock, so
 * that two runners do not meet. What fails leaves nothing behind in transactional mode.
 *
 * @throws {TarsError} DATABASE_UNSUITABLE when the server is older than 16 or not UTF8; MIGRATION_EDITED when an applied file
 *   has changed; MIGRATION_FAILED when a statement fails, with its message, or another runner does not come to an end;
 *   DATABASE_UNAVAILABLE when the connection is lost.
 */
export async function migrate(
  database: Database,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.directory ?? packagedMigrations)
  await checkServer(database)
  return database.connection(async (sql) => {
    await sql.query(`SET statement_timeout = ${options.statementTimeoutMs ?? statementTimeoutMs}`)
    try {
      await lockOut(sql)
      await sql.query(createLedger)
      const pending = listPending(migrations, await readLedger(sql))
      for (const migration of pending) {
        options.onProgress?.(migration.name)
        await applyWithRetries(sql, migration, options.random ?? Math.random)
      }
      return { applied: pending.map(({ name }) => name) }
    } finally {
      // Where this fails the connection is lost, and with it the lock and the setting.
      await sql.query('SELECT pg_advisory_unlock_all()').catch(() => undefined)
      await sql.query('RESET statement_timeout').catch(() => undefined)
    }
  })
}

/** How many migrations are applied and how many of this version are not. */
export async function readMigrationStatus(
  database: Sql,
  directory = packagedMigrations,
): Promise<{ applied: number; pending: number; latest: string | null }> {
  const migrations = await readMigrations(directory)
  const [ledger] = await database.query<{ exists: boolean }>(
    "SELECT to_regclass('schema_migrations') IS NOT NULL AS exists",
  )
  const applied = ledger?.exists ? await readLedger(database) : []
  const pending = listPending(migrations, applied)
  return { applied: applied.length, pending: pending.length, latest: applied.at(-1)?.name ?? null }
}

const createLedger = `CREATE TABLE IF NOT EXISTS schema_migrations (
  name text PRIMARY KEY,
  checksum text NOT NULL,
  mode text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  duration_ms int NOT NULL
)`

type LedgerRow = Pick<Migration, 'name' | 'checksum'>

function readLedger(sql: Sql): Promise<LedgerRow[]> {
  return sql.query<LedgerRow>('SELECT name, checksum FROM schema_migrations ORDER BY name')
}

/** The migrations that are not applied. Applied ones that this version does not know are left to the newer version. */
function listPending(migrations: Migration[], applied: LedgerRow[]): Migration[] {
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]))
  const edited = migrations.find(
    ({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum,
  )
  if (edited !== undefined) {
    throw new TarsError(
      'MIGRATION_EDITED',
      `The migration ${edited.name} was changed after it was applied.`,
      {
        name: edited.name,
      },
    )
  }
  return migrations.filter(({ name }) => !checksums.has(name))
}

async function checkServer(sql: Sql): Promise<void> {
  const [server] = await sql.query<{ version: number; encoding: string }>(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
  )
  if (server === undefined) throw new TarsError('DATABASE_UNSUITABLE', 'The server does not say its version.')
  const major = Math.floor(server.version / 10_000)
  if (major < 16) throw new TarsError('DATABASE_UNSUITABLE', `The server is PostgreSQL ${major}.`, { major })
  if (server.encoding !== 'UTF8') {
    throw new TarsError('DATABASE_UNSUITABLE', `The database is encoded in ${server.encoding}.`)
  }
}

const lockNotAvailable = '55P03'
const statementCancelled = '57014'

async function lockOut(sql: Sql): Promise<void> {
  try {
    await sql.query('SELECT pg_advisory_lock($1)', [advisoryLock])
  } catch (error) {
    if (codeOf(error) !== statementCancelled) throw error
    throw new TarsError('MIGRATION_FAILED', 'Another runner has been migrating for too long.', {}, error)
  }
}

async function applyWithRetries(sql: Sql, migration: Migration, random: () => number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await apply(sql, migration)
    } catch (error) {
      if (codeOf(error) !== lockNotAvailable || attempt === attemptsMax)
        throw describeFailure(migration, error)
      await sleep(random() * retryDelayMs * attempt)
    }
  }
}

async function apply(sql: Sql, migration: Migration): Promise<void> {
  const started = performance.now()
  const record = () =>
    sql.query('INSERT INTO schema_migrations (name, checksum, mode, duration_ms) VALUES ($1, $2, $3, $4)', [
      migration.name,
      migration.checksum,
      migration.mode,
      Math.round(performance.now() - started),
    ])
  if (migration.mode === 'transactional') return applyAtOnce(sql, migration, record)
  for (const step of migration.steps) await sql.query(step)
  await refuseInvalidIndexes(sql)
  await record()
}

async function applyAtOnce(sql: Sql, migration: Migration, record: () => Promise<unknown>): Promise<void> {
  await sql.query('BEGIN')
  try {
    await sql.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`)
    for (const step of migration.steps) await sql.query(step)
    await record()
    await sql.query('COMMIT')
  } catch (error) {
    // When the connection itself is gone the server has rolled back already; the first error is the one to tell.
    await sql.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

async function refuseInvalidIndexes(sql: Sql): Promise<void> {
  const invalid = await sql.query<{ name: string }>(
    'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid ORDER BY 1',
  )
  if (invalid.length > 0) {
    throw new Error(`these indexes are invalid: ${invalid.map(({ name }) => name).join(', ')}`)
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function describeFailure(migration: Migration, error: unknown): TarsError {
  if (error instanceof TarsError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new TarsError('MIGRATION_FAILED', `The migration ${migration.name} failed: ${reason}`, {}, error)
}
