import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, migrate } from '@tars/database'
import { startEmbeddedPostgres, stopLeftoverServer } from '@tars/platform'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the maintenance database of this run's cluster. */
    clusterUrl: string
    /** Name of the migrated database that every test database is a copy of. */
    templateName: string
  }
}

const prefix = 'tars-test-'

/** Settings of a cluster whose data need not outlive the run. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/**
 * Starts one PostgreSQL for a whole test run, in a folder of its own, with a migrated template database.
 *
 * @returns the teardown, which stops it and removes everything.
 */
export async function setup(project: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  // The server may have to run as another account, which must be able to pass.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres({
    directory: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    log: () => undefined,
    settings,
  })
  const teardown = async (): Promise<void> => {
    await postgres[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const templateName = `template_${randomBytes(6).toString('hex')}`
    await createTemplate(postgres.url, templateName)
    project.provide('clusterUrl', postgres.url)
    project.provide('templateName', templateName)
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}

async function createTemplate(clusterUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  await using database = connectDatabase({ url: url.href, applicationName: 'template', connectionsMax: 2 })
  await migrate(database)
}

/** Removes what runs that were killed have left: their servers and their folders. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (Number.isNaN(owner) || isAlive(owner)) continue
    const folder = join(tmpdir(), name)
    await stopLeftoverServer(join(folder, 'postgres'))
    await rm(folder, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
