import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient, type Role } from '@tars/contracts'
import { mintApiKey, storeApiKey } from '@tars/database'
import { createLiveClient, type LiveClient, liveUrl } from '@tars/realtime'
import { configSchema as apiConfig } from '../../services/dashboard-api/src/config.ts'
import { startService as startApi } from '../../services/dashboard-api/src/service.ts'
import { configSchema as insightConfig } from '../../services/insight-engine/src/config.ts'
import { startService as startInsight } from '../../services/insight-engine/src/service.ts'
import { configSchema as orchestrationConfig } from '../../services/orchestration-agent/src/config.ts'
import { startService as startOrchestration } from '../../services/orchestration-agent/src/service.ts'
import { configSchema as ppoConfig } from '../../services/ppo-agent/src/config.ts'
import { startService as startPpo } from '../../services/ppo-agent/src/service.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** The services that do the work, in this process, on a database of their own. */
export interface TestServices extends AsyncDisposable {
  readonly url: string
  readonly test: TestDatabase
  /** Folder of the local trace store. */
  readonly traces: string
  /** Spans are written once a second; this waits for those that have ended by stopping the services first. */
  stop(): Promise<void>
  /** A caller with a fresh key of a role. */
  client(role: Role): Promise<Client>
  /** A live connection of a caller. */
  live(client: Client): LiveClient
}

const pepper = 'pepper-of-the-tests-only'

/** Starts dashboard-api, orchestration-agent, ppo-agent and insight-engine in this process, the third with variables of its own. */
export async function startServices(ofPpoAgent: Record<string, string> = {}): Promise<TestServices> {
  await using stack = new AsyncDisposableStack()
  const test = stack.use(await createTestDatabase())
  const traces = await mkdtemp(join(tmpdir(), 'tars-traces-'))
  stack.defer(() => rm(traces, { recursive: true, force: true }))
  const services = new AsyncDisposableStack()
  stack.use(services)
  const shared = { TARS_DATABASE_URL: test.url, TARS_LOG_LEVEL: 'error', TARS_TRACE_DIRECTORY: traces }
  services.use(await startOrchestration(orchestrationConfig.parse(shared)))
  services.use(await startPpo(ppoConfig.parse({ ...shared, ...ofPpoAgent })))
  services.use(await startInsight(insightConfig.parse(shared)))
  const api = services.use(
    await startApi(
      apiConfig.parse({
        ...shared,
        TARS_KEY_PEPPER: pepper,
        TARS_CURSOR_SECRET: 'cursor-secret-of-the-tests',
        TARS_PUBLIC_URL: 'http://127.0.0.1:3000',
      }),
    ),
  )
  const url = `http://127.0.0.1:${api.port}`
  const owned = stack.move()
  return {
    url,
    test,
    traces,
    stop: () => services.disposeAsync(),
    client: (role) => openClient(url, test, role),
    live: (client) =>
      createLiveClient({
        url: liveUrl(url),
        ticket: async () => (await client.call('live.ticket')).ticket,
      }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function openClient(url: string, { database }: TestDatabase, role: Role): Promise<Client> {
  const { key, keyId, secretHash } = mintApiKey(pepper)
  await storeApiKey(database, { keyId, secretHash, name: `test ${role}`, role })
  return createClient({ fetch, url, key })
}
