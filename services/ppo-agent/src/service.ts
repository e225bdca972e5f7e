import { type Database, openDatabase } from '@tars/database'
import { eventsNotification, leasedTables, releaseLeases } from '@tars/events'
import { startHealthServer, startTelemetry, type Telemetry } from '@tars/telemetry'
import { assess } from './assess.ts'
import type { Config } from './config.ts'
import { createTrainerMemory } from './memory.ts'
import { createPlayer } from './player.ts'
import { train } from './train.ts'
import { verify } from './verify.ts'
import { openSlot, type Slot } from './work.ts'

const name = 'ppo-agent'
/** For one piece, which takes half a second and an episode: whoever needs longer hangs. */
const playTimeoutMs = 20_000
/** Well below the 30 s within which a service has to be gone, and no longer than somebody waits for a slot. */
const stopGraceMs = 10_000

/** Starts ppo-agent: slots that train policies, slots that play runs of evaluations and one that verifies them; each claims work by lease. */
export async function startService(config: Config): Promise<AsyncDisposable & { readonly port: number }> {
  await using stack = new AsyncDisposableStack()
  const telemetry = stack.use(startTelemetry(config, name))
  const database = stack.use(openDatabase(config, name))
  const owner = config.TARS_INSTANCE ?? `${name}:${process.pid}`
  if (config.TARS_INSTANCE !== undefined) await freeWork(telemetry, database, owner)
  const slots = openSlots({ config, owner }, telemetry, database, stack)
  stack.defer(async () => {
    await Promise.all(slots.map((slot) => slot.stop()))
  })
  const listener = await database.listen(eventsNotification, (channel) => {
    if (channel === '' || channel === 'trainings' || channel === 'evaluations')
      for (const slot of slots) slot.wake()
  })
  stack.defer(listener.close)
  const server = stack.use(
    await startHealthServer(telemetry, config, { database: () => database.query('SELECT 1') }),
  )
  const owned = stack.move()
  return { port: server.port, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** Frees the work of an earlier life of this instance, which was killed; else it would wait for the end of its leases. */
async function freeWork({ log }: Telemetry, database: Database, owner: string): Promise<void> {
  for (const table of leasedTables) {
    const freed = await releaseLeases(database, table, owner)
    if (freed > 0) log.warn({ table, freed }, 'Freed the work of an earlier life.')
  }
}

function openSlots(
  { config, owner }: { config: Config; owner: string },
  telemetry: Telemetry,
  database: Database,
  stack: AsyncDisposableStack,
): Slot[] {
  const { log, metrics, tracing } = telemetry
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
          const uses = { database, log, metrics, tracing, config, memory, stopGraceMs }
          const outcome = await train(uses, lease, signal)
          log.info({ training: lease.id, outcome }, 'A training left its thread.')
          if (outcome === 'completed' || outcome === 'failed')
            metrics.increment('tars_trainings_total', { outcome })
        },
      },
    ),
  )
  const openPlayer = (table: 'runs' | 'verifications', play: typeof assess | typeof verify) => {
    const player = createPlayer(playTimeoutMs)
    stack.defer(player.close)
    const uses = { database, metrics, tracing, player, region: config.TARS_REGION }
    return openSlot(
      { database, log },
      { table, owner, leaseMs, perform: (lease, signal) => play(uses, lease, signal) },
    )
  }
  const players = Array.from({ length: config.TARS_PLAYERS_MAX }, () => openPlayer('runs', assess))
  // One besides: a long verification must not hold up the evaluations that people wait for.
  const verifiers = players.slice(0, 1).map(() => openPlayer('verifications', verify))
  return [...trainers, ...players, ...verifiers]
}
