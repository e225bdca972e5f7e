import { connectDatabase } from '@tars/database'
import { consume } from '@tars/events'
import { createHealth, startHealthServer, startTelemetry } from '@tars/telemetry'
import type { Config } from './config.ts'
import { observe } from './observe.ts'

const name = 'insight-engine'
const channels = ['evaluations', 'trainings'] as const

/** Starts insight-engine: it judges evaluations against their baselines and raises insights. */
export async function startService(config: Config): Promise<AsyncDisposable & { readonly port: number }> {
  await using stack = new AsyncDisposableStack()
  const { log, metrics, tracing } = stack.use(startTelemetry(config, name))
  const database = stack.use(
    connectDatabase({
      url: config.TARS_DATABASE_URL,
      applicationName: name,
      connectionsMax: config.TARS_DATABASE_CONNECTIONS,
    }),
  )
  const uses = { metrics, tracing, region: config.TARS_REGION }
  for (const channel of channels) {
    const consumer = await consume(
      database,
      { name: `${name}:${channel}`, channel, handle: (sql, event) => observe(uses, sql, event) },
      {
        onError: (error, event) =>
          log.error({ error, offset: event?.offset }, 'An event could not be handled.'),
      },
    )
    stack.defer(consumer.stop)
  }
  const health = createHealth({
    checks: {
      database: async () => {
        await database.query('SELECT 1')
      },
    },
    metrics,
  })
  const server = stack.use(
    await startHealthServer({ host: config.TARS_HOST, port: config.TARS_PORT, health }),
  )
  log.info({ port: server.port }, 'Ready.')
  const owned = stack.move()
  return { port: server.port, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
