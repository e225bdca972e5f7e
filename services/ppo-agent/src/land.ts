import type { TrainingPoint } from '@tars/contracts'
import {
  completeTraining,
  failTraining,
  insertEvaluation,
  readBaseline,
  recordProgress,
  type Sql,
  storeCheckpoint,
  storePolicy,
} from '@tars/database'
import { isHeld, publish } from '@tars/events'
import type { TrainMessage } from './train-message.ts'
import { type Attempt, announce, leave, type TrainOutcome } from './training-attempt.ts'
import { hashWeights } from './weight-hash.ts'

/** Lands one message of the training thread; gives the outcome when it was the last. */
export async function land(work: Attempt, message: TrainMessage): Promise<TrainOutcome | undefined> {
  switch (message.kind) {
    case 'points':
      return (await landPoints(work, message.points)) ? undefined : 'lost'
    case 'checkpoint':
      return (await landCheckpoint(work, message)) ? undefined : 'lost'
    case 'completed':
      return landPolicy(work, message)
    case 'stopped':
      return leave(work)
    case 'failed':
      return landFailure(work, message.error)
  }
}

function landCheckpoint(work: Attempt, { steps, file }: Extract<TrainMessage, { kind: 'checkpoint' }>) {
  return work.database.transaction((sql) => storeCheckpoint(sql, work.lease, steps, file))
}

async function landPoints(work: Attempt, points: readonly TrainingPoint[]): Promise<boolean> {
  const landed = await work.database.transaction(async (sql) => {
    if (!(await recordProgress(sql, work.lease, points))) return false
    await announce(work, sql, 'training.progressed', { points })
    return true
  })
  const last = points.at(-1)
  if (landed && last !== undefined) {
    work.memory.observe(work.training.id, last.memoryBytes)
    work.metrics.increment('tars_training_steps_total', {}, Math.max(0, last.steps - work.stepsCounted))
    work.stepsCounted = last.steps
  }
  return landed
}

async function landPolicy(
  work: Attempt,
  result: Extract<TrainMessage, { kind: 'completed' }>,
): Promise<TrainOutcome> {
  const weightHash = hashWeights(result.weights)
  const landed = await work.database
    .transaction(async (sql) => {
      // Before anything else: whoever has ended this training, maybe an earlier try of this, has stored its only policy.
      if (!(await isHeld(sql, 'trainings', work.lease))) return false
      const policyId = await storePolicy(sql, {
        agentId: work.training.agentId,
        trainingId: work.training.id,
        environment: work.training.environment,
        algorithm: work.training.algorithm,
        steps: result.steps,
        returnMean: result.returnMean,
        weightHash,
        file: result.policyFile,
        region: work.config.TARS_REGION,
      })
      const evaluationId = await requestEvaluation(work, sql, policyId)
      if (!(await completeTraining(sql, work.lease, { policyId, evaluationId }))) throw new LeaseLost()
      await announce(work, sql, 'training.completed', { policy: policyId, evaluation: evaluationId })
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof LeaseLost) return false
      throw error
    })
  return landed ? 'completed' : 'lost'
}

/** Undoes a transaction whose lease turned out to be lost. */
class LeaseLost extends Error {}

async function requestEvaluation(work: Attempt, sql: Sql, policyId: string): Promise<string | null> {
  if (work.evaluateEpisodes === null) return null
  const { agentId, agent, environment } = work.training
  const evaluation = await insertEvaluation(sql, {
    policyId,
    agentId,
    environment,
    episodes: work.evaluateEpisodes,
    seed: 0,
    mode: 'deterministic',
    baselinePolicyId: (await readBaseline(sql, agentId)) ?? null,
    region: work.config.TARS_REGION,
    traceparent: work.span.traceparent,
  })
  const data = {
    evaluation: evaluation.id,
    policy: policyId,
    agent,
    environment,
    episodes: evaluation.episodes,
  }
  const origin = { region: work.config.TARS_REGION, traceparent: work.span.traceparent }
  await publish(sql, [{ kind: 'evaluation.requested', data }], origin)
  return evaluation.id
}

async function landFailure(work: Attempt, error: string): Promise<TrainOutcome> {
  return work.database.transaction(async (sql) => {
    if (!(await failTraining(sql, work.lease, error))) return 'lost'
    await announce(work, sql, 'training.failed', { error })
    return 'failed'
  })
}
