import {
  createRandomPolicy,
  episodeSeeds,
  findEnvironment,
  type Player,
  parsePolicy,
  playEpisode,
} from '@tars/reinforcement'
import type { PlayAnswer, PlayOrder } from './play-message.ts'

/** Plays some episodes of an evaluation. The same order always gives the same episodes. */
export function play(order: PlayOrder): PlayAnswer {
  try {
    return { kind: 'played', episodes: playAll(order) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { kind: 'refused', error: error.message }
  }
}

function playAll({ environment: id, policyFile, mode, suiteSeed, first, count }: PlayOrder) {
  const environment = findEnvironment(id)
  if (environment === undefined) throw new RangeError(`The environment ${id} is not known here.`)
  const policy = openPlayer(policyFile, id, environment.description.actions)
  const seeds = episodeSeeds(suiteSeed, first + count).subarray(first)
  return Array.from(seeds, (seed, offset) => {
    const { return: sum, length, terminated, truncated } = playEpisode({ environment, policy, seed, mode })
    return { index: first + offset, seed, return: sum, length, terminated, truncated }
  })
}

function openPlayer(file: Uint8Array | null, environment: string, actions: number): Player {
  if (file === null) return createRandomPolicy(actions)
  const { policy } = parsePolicy(file)
  if (policy.environmentId === environment) return policy
  throw new RangeError(`The policy was trained for ${policy.environmentId}, not for ${environment}.`)
}
