import { TarsError } from '@tars/contracts'
import { createRandomPolicy, findEnvironment, listEnvironments, recordEpisode } from '@tars/reinforcement'
import type { Call } from '../call.ts'
import { toFrame } from '../frame.ts'

/**
 * An episode of playing at random, drawn frame by frame; the same seed gives the same one.
 *
 * @throws {TarsError} NOT_FOUND naming the environments there are.
 */
export async function previewEnvironment({ params, query }: Call<'environments.preview'>) {
  const environment = findEnvironment(params.id)
  if (environment === undefined) {
    const known = listEnvironments().map(({ description }) => description.id)
    throw new TarsError('NOT_FOUND', `There is no environment ${params.id}. There are: ${known.join(', ')}.`)
  }
  const { seed = 0 } = query
  const { actions, framesPerSecond } = environment.description
  const policy = createRandomPolicy(actions)
  const recording = recordEpisode({ environment, policy, seed, mode: 'stochastic' })
  return {
    environment: params.id,
    seed,
    framesPerSecond,
    return: recording.return,
    length: recording.length,
    frames: recording.states.map((state) => toFrame(environment.draw(state))),
  }
}
