import { TarsError } from '@tars/contracts'
import { readEpisode, readEvaluation, readPolicyFile, type Sql } from '@tars/database'
import { findEnvironment, parsePolicy, recordEpisode } from '@tars/reinforcement'
import type { Call } from '../call.ts'
import { toFrame } from '../frame.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Plays an episode of an evaluation again from its seed and draws every state. `matches` tells whether the return is the one
 * that was recorded.
 *
 * @throws {TarsError} NOT_FOUND when the evaluation is unknown or the episode is not played.
 */
export async function replayEpisode(uses: { database: Sql }, { params }: Call<'evaluations.replay'>) {
  const { id, index } = params
  const evaluation = foundOrThrow(await readEvaluation(uses.database, id), 'evaluation', id)
  const episode = foundOrThrow(await readEpisode(uses.database, id, index), 'episode', String(index))
  const file = foundOrThrow(
    await readPolicyFile(uses.database, evaluation.policyId),
    'policy',
    evaluation.policyId,
  )
  const environment = findEnvironment(evaluation.environment)
  if (environment === undefined) {
    throw new TarsError('STATE_CONFLICT', `The environment ${evaluation.environment} is not there any more.`)
  }
  const { policy } = parsePolicy(file)
  const recording = recordEpisode({ environment, policy, seed: episode.seed, mode: evaluation.mode })
  return {
    evaluationId: id,
    index,
    seed: episode.seed,
    environment: evaluation.environment,
    framesPerSecond: environment.description.framesPerSecond,
    return: recording.return,
    length: recording.length,
    matches: recording.return === episode.return,
    frames: recording.states.map((state) => toFrame(environment.draw(state))),
  }
}
