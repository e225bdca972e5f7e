import { Client } from 'pg'
import { type Check, outcomesOf } from './check.ts'

const answerMs = 5_000
const versionMin = 16
const { ok, broken } = outcomesOf('database-url', 'outside database')

/** The PostgreSQL that TARS_DATABASE_URL names, asked. */
export type OutsideDatabase =
  /** None is named: the embedded one is used. */
  | { readonly kind: 'none' }
  /** The variable is not the address of a PostgreSQL. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'refused'; readonly address: string; readonly reason: string }
  | {
      readonly kind: 'answered'
      readonly address: string
      readonly version: string
      readonly encoding: string
    }

/** Asks the PostgreSQL that an address names for its version and encoding. */
export async function readOutsideDatabase(url: string | undefined): Promise<OutsideDatabase> {
  if (url === undefined) return { kind: 'none' }
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) return { kind: 'malformed' }
  const { hostname, port, pathname } = new URL(url)
  const address = `${hostname}:${port || 5432}${pathname}`
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const text = `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding`
    const { rows } = await client.query<{ version: string; encoding: string }>(text)
    return { kind: 'answered', address, ...rows[0]! }
  } catch (error) {
    return { kind: 'refused', address, reason: reasonOf(error) }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** What the system or the server said; for several addresses of one name Node tells each reason apart. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return first instanceof Error ? first.message : String(first)
}

/** Whether the database that was named can be used. Its password is never shown. */
export function checkDatabaseUrl(outside: OutsideDatabase): Check {
  switch (outside.kind) {
    case 'none':
      return ok('TARS_DATABASE_URL is not set: the embedded PostgreSQL is used')
    case 'malformed':
      return broken({
        found: 'TARS_DATABASE_URL is not the address of a PostgreSQL',
        why: 'T.A.R.S. does not start without its database.',
        mend: "Write it so: `export TARS_DATABASE_URL='postgresql://USER:PASSWORD@HOST:5432/DATABASE'`; characters such as @ and / in the password as %40 and %2F.",
      })
    case 'refused':
      return broken({
        found: `the database at ${outside.address} cannot be used: ${outside.reason}`,
        why: 'T.A.R.S. does not start without its database.',
        mend: 'Try it: `psql "$TARS_DATABASE_URL" -c "SELECT 1"`; mend server, network or password, or take the embedded one: `unset TARS_DATABASE_URL`.',
      })
    case 'answered':
      return judge(outside)
  }
}

function judge({ address, version, encoding }: OutsideDatabase & { kind: 'answered' }): Check {
  const found = `PostgreSQL ${version} at ${address}, ${encoding}`
  if (Number.parseInt(version, 10) < versionMin) {
    return broken({
      found,
      why: `T.A.R.S. needs PostgreSQL ${versionMin} or newer.`,
      mend: 'Upgrade the server (`pg_upgrade`), or take the embedded one: `unset TARS_DATABASE_URL`.',
    })
  }
  if (encoding === 'UTF8') return ok(found)
  return broken({
    found,
    why: 'Names and texts may hold any character, which only UTF8 can keep.',
    mend: 'Make a database for it: `CREATE DATABASE tars ENCODING UTF8 TEMPLATE template0`.',
  })
}
