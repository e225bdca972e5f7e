import type { CommandUses } from './command-uses.ts'
import { type Connection, connectTo, readKey } from './connection.ts'
import type { UpAnswer } from './starter-message.ts'
import type { Step } from './terminal/steps.ts'

/** How a platform is to run, and who is told on the way. */
export interface RunOptions {
  readonly data: string
  readonly port: number
  readonly portIsDefault: boolean
  /** Whether to leave the very first start without a first policy. */
  readonly empty: boolean
  readonly onStep: (step: Step) => void
  readonly onReady: (answer: UpAnswer) => void
}

/**
 * Runs the platform in this process until it is interrupted or asked to stop, and returns when all of it has ended.
 *
 * @throws {TarsError} as the start of the platform does.
 */
export async function runPlatform(uses: CommandUses, options: RunOptions): Promise<void> {
  const { data, port, portIsDefault } = options
  const { startLocalPlatform } = await uses.loadPlatform()
  const platform = await startLocalPlatform({
    data,
    port,
    portIsDefault,
    databaseUrl: uses.databaseUrl,
    version: uses.version,
    root: uses.root,
    environment: uses.environment,
    onProgress: options.onStep,
    signal: uses.interrupted,
  })
  try {
    const connection = connectTo(uses, platform.url, await readKey(data))
    if (!options.empty) await trainFirstPolicy(connection, options.onStep)
    options.onReady(await describePlatform(connection, data, process.pid))
    await Promise.race([platform.closed, untilAborted(uses.interrupted)])
  } finally {
    if (uses.interrupted.aborted) uses.terminal.note('Stopping …')
    await platform.stop()
  }
}

/** What `up` answers for a running platform: its address, and a one-time link while there is no administrator. */
export async function describePlatform(connection: Connection, data: string, pid: number): Promise<UpAnswer> {
  const { client, url } = connection
  const { needed } = await client.call('setup.read')
  return { url, signInLink: needed ? (await client.call('setup.link')).link : null, data, pid }
}

/** On the very first start a policy is trained and evaluated, so that the dashboard has something to show. */
async function trainFirstPolicy({ client }: Connection, onStep: (step: Step) => void): Promise<void> {
  const { items } = await client.call('trainings.list', { query: { limit: '1' } })
  if (items.length > 0) return
  const training = await client.call('trainings.create', {
    body: { environment: 'CartPole-v1', agent: 'cartpole', seed: 1, evaluate: 100 },
  })
  onStep({ name: 'first training', state: 'done', detail: `${training.agent} is queued` })
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
