import type { Sql } from './sql.ts'

/**
 * The schema as it stands, as SQL text that reads like a dump: tables with columns and constraints, then indexes, by name. The
 * same schema always gives the same text.
 */
export async function describeSchema(sql: Sql): Promise<string> {
  const tables = await sql.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1",
  )
  const parts = ['-- The schema after all migrations. Written by `npm run schema`; a test keeps it true.']
  for (const { name } of tables) parts.push(await describeTable(sql, name))
  return `${parts.join('\n\n')}\n`
}

async function describeTable(sql: Sql, table: string): Promise<string> {
  const columns = await sql.query<{ line: string }>(
    `SELECT quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
       || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  )
  // Not-null constraints have rows of their own since PostgreSQL 18; the columns say them already.
  const constraints = await sql.query<{ line: string }>(
    `SELECT 'CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) AS line
     FROM pg_constraint WHERE conrelid = $1::regclass AND contype <> 'n' ORDER BY contype DESC, conname`,
    [table],
  )
  const indexes = await sql.query<{ line: string }>(
    `SELECT pg_get_indexdef(i.indexrelid) || ';' AS line FROM pg_index i
     WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
     ORDER BY 1`,
    [table],
  )
  const body = [...columns, ...constraints].map(({ line }) => `  ${line}`).join(',\n')
  return [`CREATE TABLE ${table} (\n${body}\n);`, ...indexes.map(({ line }) => line)].join('\n')
}
