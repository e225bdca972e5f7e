import type { Client, Evaluation, Id, Training } from '@tars/contracts'
import type { Database } from '@tars/database'
import { tinyConfiguration } from '../harness/training.ts'
import type { Phase } from './crash-plan.ts'

/** Different pieces of work there are of each kind; a later turn asks for one of them again. */
export const knownTurns = 3

const environment = 'CartPole-v1'
const steps = 16_000
const episodes = 400
const episodesAfterTraining = 60

/** Asks for two pieces of small work of a phase. The same turn asks for the same, whose results must be the same. */
export async function askForWork(client: Client, policy: Id, phase: Phase, turn: number): Promise<void> {
  if (phase !== 'evaluation') await askForTraining(client, turn, phase === 'both')
  if (phase === 'training') await askForTraining(client, turn + 1, false)
  if (phase !== 'training') await askForEvaluation(client, policy, turn)
  if (phase === 'evaluation') await askForEvaluation(client, policy, turn + 1)
}

/** Asks for a small training, by the turn's seed. */
export function askForTraining(client: Client, turn: number, isEvaluated: boolean): Promise<Training> {
  const order = { environment, agent: 'known', seed: turn % knownTurns, steps }
  return client.call('trainings.create', {
    body: {
      ...order,
      configuration: tinyConfiguration,
      ...(isEvaluated && { evaluate: episodesAfterTraining }),
    },
  })
}

function askForEvaluation(client: Client, policy: Id, turn: number): Promise<Evaluation> {
  return client.call('evaluations.create', { body: { policy, episodes, seed: 1 + (turn % knownTurns) } })
}

/** How many pieces `askForWork` asks for. */
export const piecesAsked = 2

/** How much work has not ended, and how much of it is being done at this moment. */
export interface OpenWork {
  readonly trainings: number
  readonly evaluations: number
  readonly trainingsRunning: number
  readonly runsRunning: number
  /** Running trainings that have a checkpoint to go on from. */
  readonly checkpointed: number
  /** Pieces that have ended, and the parts of the open ones that would survive a kill. */
  readonly landed: number
}

/** Counts the work that has not ended. */
export async function countOpenWork(database: Database): Promise<OpenWork> {
  const [row] = await database.query<OpenWork>(`SELECT
    (SELECT count(*) FROM trainings WHERE state IN ('queued', 'running')) AS trainings,
    (SELECT count(*) FROM evaluations WHERE state IN ('queued', 'running', 'scored')) AS evaluations,
    (SELECT count(*) FROM trainings WHERE state = 'running') AS trainings_running,
    (SELECT count(*) FROM runs WHERE state = 'running') AS runs_running,
    (SELECT count(DISTINCT training_id) FROM checkpoints) AS checkpointed,
    (SELECT coalesce(sum(CASE WHEN state = 'completed' THEN 1 ELSE
       (SELECT max(c.steps) FROM checkpoints c WHERE c.training_id = t.id)::float8 / steps END), 0) FROM trainings t)
    + (SELECT coalesce(sum(episodes_done::float8 / (2 * episodes)), 0) FROM evaluations) AS landed`)
  return row!
}
