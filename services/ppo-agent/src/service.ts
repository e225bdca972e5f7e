import { connectDatabase, type Database } from '@tars/database'
import { eventsNotification } from '@tars/events'
import { createHealth, startHealthServer, startTelemetry, type Telemetry } from '@tars/telemetry'
import { assess } from './assess.ts'
import type { Config } from './config.ts'
import { createTrainerMemory } from './memory.ts'
import { createPlayer } from './player.ts'
import { train } from './train.ts'
import { openSlot, type Slot } from './work.ts'

const name = 'ppo-agent'
const playTimeoutMs = 120_000

/** Starts ppo-agent: slots that train policies and slots that play runs of evaluations, each claimed by lease. */
export async function startService(config: Config): Promise<AsyncDisposable & { readonly port: number }> {
  await using stack = new AsyncDisposableStack()
  const telemetry = stack.use(startTelemetry(config, name))
  const database = stack.use(
    connectDatabase({
      url: config.TARS_DATABASE_URL,
      applicationName: name,
      connectionsMax: config.TARS_DATABASE_CONNECTIONS,
    }),
  )
  const slots = openSlots(config, telemetry, database, stack)
  stack.defer(async () => {
    await Promise.all(slots.map((slot) => slot.stop()))
  })
  const listener = await database.listen(eventsNotification, (channel) => {
    if (channel === '' || channel === 'trainings' || channel === 'evaluations')
      for (const slot of slots) slot.wake()
  })
  stack.defer(listener.close)
  const health = createHealth({
    checks: {
      database: async () => {
        await database.query('SELECT 1')
      },
    },
    metrics: telemetry.metrics,
  })
  const server = stack.use(
    await startHealthServer({ host: config.TARS_HOST, port: config.TARS_PORT, health }),
  )
  telemetry.log.info({ port: server.port }, 'Ready.')
  const owned = stack.move()
  return { port: server.port, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

function openSlots(
  config: Config,
  telemetry: Telemetry,
  database: Database,
  stack: AsyncDisposableStack,
): Slot[] {
  const { log, metrics, tracing } = telemetry
  const owner = `${name}:${process.pid}`
  const leaseMs = config.TARS_LEASE_SECONDS * 1_000
  const memory = createTrainerMemory(metrics)
  const trainers = Array.from({ length: config.TARS_TRAINERS_MAX }, () =>
    openSlot(
      { database, log },
      {
        table: 'trainings',
        owner,
        leaseMs,
        perform: async (lease, signal) => {
          const outcome = await train({ database, log, metrics, tracing, config, memory }, lease, signal)
          log.info({ training: lease.id, outcome }, 'A training left its thread.')
          if (outcome === 'completed' || outcome === 'failed')
            metrics.increment('tars_trainings_total', { outcome })
        },
      },
    ),
  )
  const players = Array.from({ length: config.TARS_PLAYERS_MAX }, () => {
    const player = createPlayer(playTimeoutMs)
    stack.defer(player.close)
    const uses = { database, metrics, tracing, player, region: config.TARS_REGION }
    return openSlot(
      { database, log },
      { table: 'runs', owner, leaseMs, perform: (lease) => assess(uses, lease) },
    )
  })
  return [...trainers, ...players]
}
