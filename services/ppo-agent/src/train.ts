import { Worker } from 'node:worker_threads'
import { readLatestCheckpoint, readTraining, readTrainingOrder } from '@tars/database'
import type { Lease } from '@tars/events'
import { land } from './land.ts'
import { outlast } from './outlast.ts'
import type { TrainMessage, TrainOrder } from './train-message.ts'
import { type Attempt, announce, leave, type TrainOutcome, type TrainUses } from './training-attempt.ts'

/**
 * Trains under a lease in a worker thread until the end, or until `signal` asks to stop or the lease is lost. Everything that the
 * thread says lands in order, each thing in one transaction with its event. A thread that does not stop within its grace is ended,
 * and the latest checkpoint stands.
 */
export async function train(uses: TrainUses, lease: Lease, signal: AbortSignal): Promise<TrainOutcome> {
  const training = await outlast(() => readTraining(uses.database, lease.id), signal)
  const order = await outlast(() => readTrainingOrder(uses.database, lease.id), signal)
  if (training === undefined || order === undefined) return 'lost'
  const attributes = { 'tars.training': training.id, 'tars.attempt': lease.attempt }
  return uses.tracing.span(
    'train policy',
    { parent: order.traceparent, kind: 'consumer', attributes },
    (span) =>
      attempt(
        { ...uses, training, lease, span, evaluateEpisodes: order.evaluateEpisodes, stepsCounted: 0 },
        signal,
      ),
  )
}

async function attempt(work: Attempt, signal: AbortSignal): Promise<TrainOutcome> {
  const { training, lease, database } = work
  await announce(work, database, 'training.started', { attempt: lease.attempt })
  const checkpoint = await outlast(() => readLatestCheckpoint(database, training.id), signal)
  work.stepsCounted = checkpoint?.steps ?? 0
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const order: TrainOrder = {
    environment: training.environment,
    configuration: training.configuration,
    seed: training.seed,
    steps: training.steps,
    checkpoint: checkpoint?.file ?? null,
    secondsBefore: checkpoint === undefined ? 0 : (training.progress?.seconds ?? 0),
    checkpointEveryMs: work.config.TARS_CHECKPOINT_SECONDS * 1_000,
    stop,
  }
  const worker = new Worker(new URL('./train-thread.ts', import.meta.url), { workerData: order })
  let grace: NodeJS.Timeout | undefined
  const askToStop = () => {
    Atomics.store(stop, 0, 1)
    grace = setTimeout(() => worker.terminate(), work.stopGraceMs)
  }
  signal.addEventListener('abort', askToStop)
  if (signal.aborted) askToStop()
  try {
    return await follow(work, worker, signal)
  } finally {
    signal.removeEventListener('abort', askToStop)
    clearTimeout(grace)
    work.memory.forget(training.id)
  }
}

/** Lands what the thread says, one message after the other; a short outage of the database holds it up, no more. */
function follow(work: Attempt, worker: Worker, signal: AbortSignal): Promise<TrainOutcome> {
  return new Promise((resolve, reject) => {
    let landing: Promise<unknown> = Promise.resolve()
    let outcome: TrainOutcome | undefined
    worker.on('message', (message: TrainMessage) => {
      landing = landing.then(async () => {
        outcome ??= await outlast(() => land(work, message), signal)
        if (outcome !== undefined) await worker.terminate()
      })
      landing.catch(() => worker.terminate())
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      landing
        .then(() => {
          if (outcome !== undefined) return outcome
          if (signal.aborted) return leave(work)
          throw new Error(`The training thread ended with code ${code}.`)
        })
        .then(resolve, reject)
    })
  })
}
