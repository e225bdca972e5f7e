import { openDatabase } from '@tars/database'
import { consume } from '@tars/events'
import { startHealthServer, startTelemetry } from '@tars/telemetry'
import type { Config } from './config.ts'
import { observe } from './observe.ts'

const name = 'insight-engine'
const channels = ['evaluations', 'trainings'] as const

/** Starts insight-engine: it judges evaluations against their baselines, proposes what has improved and raises insights. */
export async function startService(config: Config): Promise<AsyncDisposable & { readonly port: number }> {
  await using stack = new AsyncDisposableStack()
  const telemetry = stack.use(startTelemetry(config, name))
  const { log, metrics, tracing } = telemetry
  const database = stack.use(openDatabase(config, name))
  const uses = { metrics, tracing, region: config.TARS_REGION }
  for (const channel of channels) {
    const consumer = await consume(
      database,
      {
        name: `${name}:${channel}`,
        channel,
        handle: (sql, event, afterCommit) => observe(uses, sql, event, afterCommit),
      },
      {
        onError: (error, event) =>
          log.error({ error, offset: event?.offset }, 'An event could not be handled.'),
      },
    )
    stack.defer(consumer.stop)
  }
  const server = stack.use(
    await startHealthServer(telemetry, config, { database: () => database.query('SELECT 1') }),
  )
  const owned = stack.move()
  return { port: server.port, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
