import { Client } from 'pg'
import { databaseAddressForm, parseDatabaseAddress } from '../database-address.ts'
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
      /** The role that was signed in, as SQL writes it. */
      readonly role: string
      /** The schema that new tables go to, as SQL writes it; null when none of the search path is there. */
      readonly schema: string | null
      /** Whether the role may make tables in that schema. */
      readonly mayCreate: boolean
      /** Whether it only follows another server. */
      readonly isStandby: boolean
      /** Whether transactions are read-only unless they ask for more. */
      readonly isReadOnly: boolean
    }

type AnsweringDatabase = OutsideDatabase & { readonly kind: 'answered' }

const question = `
  SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
    quote_ident(current_user) AS role, quote_ident(current_schema()) AS schema,
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "mayCreate",
    pg_is_in_recovery() AS "isStandby", current_setting('default_transaction_read_only') = 'on' AS "isReadOnly"`

/** Asks the PostgreSQL that an address names what it is, and what may be done there. */
export async function readOutsideDatabase(url: string | undefined): Promise<OutsideDatabase> {
  if (url === undefined) return { kind: 'none' }
  const parsed = parseDatabaseAddress(url)
  if (!parsed) return { kind: 'malformed' }
  const { hostname, port, pathname } = parsed
  const address = `${hostname}:${port || 5432}${pathname}`
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<Omit<AnsweringDatabase, 'kind' | 'address'>>(question)
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
        mend: `Write it so: \`export TARS_DATABASE_URL='${databaseAddressForm}'\`; characters such as @ and / in the password as %40 and %2F.`,
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

function judge(answered: AnsweringDatabase): Check {
  const { address, version, encoding } = answered
  const found = `PostgreSQL ${version} at ${address}, ${encoding}`
  if (Number.parseInt(version, 10) < versionMin) {
    return broken({
      found,
      why: `T.A.R.S. needs PostgreSQL ${versionMin} or newer.`,
      mend: 'Upgrade the server (`pg_upgrade`), or take the embedded one: `unset TARS_DATABASE_URL`.',
    })
  }
  if (encoding !== 'UTF8') {
    return broken({
      found,
      why: 'Names and texts may hold any character, which only UTF8 can keep.',
      mend: 'Make a database for it: `CREATE DATABASE tars ENCODING UTF8 TEMPLATE template0`.',
    })
  }
  return judgeWriting(answered) ?? ok(found)
}

/** Whether the tables can be made and written there; undefined: they can. */
function judgeWriting(answered: AnsweringDatabase): Check | undefined {
  const { address, role, schema, mayCreate, isStandby, isReadOnly } = answered
  if (isStandby) {
    return broken({
      found: `the database at ${address} is a standby, which can only be read`,
      why: 'T.A.R.S. writes everything that it does into its database.',
      mend: 'Name the primary server in `TARS_DATABASE_URL`, or promote this one: `SELECT pg_promote()`.',
    })
  }
  if (isReadOnly) {
    return broken({
      found: `the database at ${address} lets ${role} only read (default_transaction_read_only is on)`,
      why: 'T.A.R.S. writes everything that it does into its database.',
      mend: `Let it write, as a superuser: \`ALTER ROLE ${role} SET default_transaction_read_only = off\`.`,
    })
  }
  if (mayCreate) return undefined
  return broken({
    found: `${role} may not make tables in ${schema === null ? 'any schema' : `the schema ${schema}`} of the database at ${address}`,
    why: 'The first start makes the tables of T.A.R.S., and each newer version may add some.',
    mend: `Allow it, as the owner of the database: \`GRANT CREATE ON SCHEMA ${schema ?? 'public'} TO ${role}\`.`,
  })
}
