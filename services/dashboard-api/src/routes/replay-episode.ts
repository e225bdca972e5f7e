import { readEpisode, readEvaluation, readPolicyFile, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'
import type { Replayer } from '../replay/replayer.ts'

/**
 * Plays an episode of an evaluation again from its seed and draws every state. `matches` tells whether the return is the one
 * that was recorded.
 *
 * @throws {TarsError} NOT_FOUND when the evaluation is unknown or the episode is not played; STATE_CONFLICT when its environment
 * is gone; POLICY_FILE_INVALID when the file of its policy is broken; OVERLOADED when many replays are being worked on.
 */
export async function replayEpisode(
  { database, replayer }: { database: Sql; replayer: Replayer },
  { params }: Call<'evaluations.replay'>,
) {
  const { id, index } = params
  const evaluation = foundOrThrow(await readEvaluation(database, id), 'evaluation', id)
  const episode = foundOrThrow(await readEpisode(database, id, index), 'episode', String(index))
  const { policyId, environment, mode, agent, policyVersion: version } = evaluation
  const policyFile = foundOrThrow(await readPolicyFile(database, policyId), 'policy', policyId)
  const { seed } = episode
  const policy = { agent, version }
  const drawn = await replayer.ask({ policy, policyFile, environment, seed, mode })
  const matches = drawn.return === episode.return
  return { evaluationId: id, index, seed, environment, matches, ...drawn }
}
