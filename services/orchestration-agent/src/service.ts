import { openDatabase } from '@tars/database'
import { consume, startLoop, startRelay } from '@tars/events'
import { startHealthServer, startTelemetry } from '@tars/telemetry'
import { collect } from './collect.ts'
import type { Config } from './config.ts'
import { sweep } from './sweep.ts'

const name = 'orchestration-agent'

/** Starts orchestration-agent: relays the outbox, scores evaluations whose runs have all landed, sweeps. */
export async function startService(config: Config): Promise<AsyncDisposable & { readonly port: number }> {
  await using stack = new AsyncDisposableStack()
  const telemetry = stack.use(startTelemetry(config, name))
  const { log, metrics, tracing } = telemetry
  const database = stack.use(openDatabase(config, name))
  const region = config.TARS_REGION
  const relay = await startRelay(database, {
    onRelayed: (rows) => metrics.increment('tars_events_relayed_total', {}, rows),
    onError: (error) => log.error({ error }, 'The relay failed and tries again.'),
  })
  stack.defer(relay.stop)
  const collector = await consume(
    database,
    {
      name: `${name}:evaluations`,
      channel: 'evaluations',
      handle: (sql, event) => collect({ tracing, region }, sql, event),
    },
    {
      onError: (error, event) =>
        log.error({ error, offset: event?.offset }, 'An event could not be handled.'),
    },
  )
  stack.defer(collector.stop)
  const sweeper = startLoop(
    async () => {
      await sweep({ database, log, metrics, region })
      return false
    },
    {
      pauseMs: config.TARS_SWEEP_SECONDS * 1_000,
      onError: (error) => log.error({ error }, 'The sweep failed.'),
    },
  )
  stack.defer(sweeper.stop)
  const server = stack.use(
    await startHealthServer(telemetry, config, { database: () => database.query('SELECT 1') }),
  )
  const owned = stack.move()
  return { port: server.port, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
