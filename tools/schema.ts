import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, describeSchema, migrate } from '@tars/database'
import { startEmbeddedPostgres } from '@tars/platform'

/** Writes packages/database/schema.sql: the schema of an empty database after all migrations. */
const folder = await mkdtemp(join(tmpdir(), 'tars-schema-'))
try {
  await using server = await startEmbeddedPostgres({
    directory: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    log: () => undefined,
  })
  await using database = connectDatabase({ url: server.url, applicationName: 'schema' })
  await migrate(database)
  await writeFile(new URL('../packages/database/schema.sql', import.meta.url), await describeSchema(database))
} finally {
  await rm(folder, { recursive: true, force: true })
}
