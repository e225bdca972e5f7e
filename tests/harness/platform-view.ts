import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, createClient, type SystemStatus, systemStatusSchema } from '@tars/contracts'
import { connectDatabase, type Database } from '@tars/database'
import { type PlatformFile, readPlatform } from '@tars/platform'

/** A running platform seen from outside: through its gateway, its supervisor's control and its embedded database. */
export interface PlatformView extends AsyncDisposable {
  /** Origin of the gateway. */
  readonly url: string
  /** Calls the API as the operator. */
  readonly client: Client
  readonly database: Database
  /** What the supervisor says; also while the API is away. */
  status(): Promise<SystemStatus>
}

/** Looks at the platform that runs in a data directory. @throws {Error} when none is ready there. */
export async function viewPlatform(data: string): Promise<PlatformView> {
  const platform = await readPlatform(data)
  if (platform === undefined) throw new Error(`No platform is ready in ${data}.`)
  const key = (await readFile(join(data, 'key'), 'utf8')).trim()
  const secrets = JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8'))
  const { database: server } = await readControl(platform)
  const password = encodeURIComponent(secrets.databasePassword)
  const database = connectDatabase({
    url: `postgresql://tars:${password}@127.0.0.1:${server.port}/tars`,
    applicationName: 'view',
    connectionsMax: 2,
  })
  return {
    url: platform.url,
    client: createClient({ fetch, url: platform.url, key }),
    database,
    status: () => readControl(platform),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function readControl({ controlUrl, controlToken }: PlatformFile): Promise<SystemStatus> {
  const headers = { authorization: `Bearer ${controlToken}` }
  const answer = await fetch(`${controlUrl}/status`, { headers })
  return systemStatusSchema.parse(await answer.json())
}
