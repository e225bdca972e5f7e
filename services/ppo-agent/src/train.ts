import { Worker } from 'node:worker_threads'
import { readLatestCheckpoint, readTraining, readTrainingOrder } from '@tars/database'
import type { Lease } from '@tars/events'
import { land } from './land.ts'
import { outlast } from './outlast.ts'
import type { TrainMessage, TrainOrder } from './train-message.ts'
import { type Attempt, announce, type TrainOutcome, type TrainUses } from './training-attempt.ts'

/**
 * Trains under a lease in a worker thread until the end, or until `signal` asks to stop or the lease is lost. Everything that the
 * thread says lands in order, each thing in one transaction with its event.
 */
export async function train(uses: TrainUses, lease: Lease, signal: AbortSignal): Promise<TrainOutcome> {
  const training = await readTraining(uses.database, lease.id)
  const order = await readTrainingOrder(uses.database, lease.id)
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
  await announce(work, work.database, 'training.started', { attempt: work.lease.attempt })
  const checkpoint = await readLatestCheckpoint(work.database, work.training.id)
  work.stepsCounted = checkpoint?.steps ?? 0
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const order: TrainOrder = {
    environment: work.training.environment,
    configuration: work.training.configuration,
    seed: work.training.seed,
    steps: work.training.steps,
    checkpoint: checkpoint?.file ?? null,
    secondsBefore: checkpoint === undefined ? 0 : (work.training.progress?.seconds ?? 0),
    checkpointEveryMs: work.config.TARS_CHECKPOINT_SECONDS * 1_000,
    stop,
  }
  const askToStop = () => Atomics.store(stop, 0, 1)
  signal.addEventListener('abort', askToStop)
  if (signal.aborted) askToStop()
  try {
    const worker = new Worker(new URL('./train-thread.ts', import.meta.url), { workerData: order })
    return await follow(work, worker, signal)
  } finally {
    signal.removeEventListener('abort', askToStop)
    work.memory.forget(work.training.id)
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
      landing.then(() => {
        if (outcome === undefined) reject(new Error(`The training thread ended with code ${code}.`))
        else resolve(outcome)
      }, reject)
    })
  })
}
