import {
  createRandomPolicy,
  episodeSeeds,
  findEnvironment,
  type Player,
  parsePolicy,
  playEpisode,
} from '@tars/reinforcement'
import type { PlayAnswer, PlayedEpisode, PlayOrder } from './play-message.ts'

/**
 * Plays episodes of an evaluation, and begins no other once `pieceMs` have passed. The same order always gives the same episodes,
 * all of them or the first ones, and at least one.
 */
export function play(order: PlayOrder, pieceMs = Number.POSITIVE_INFINITY): PlayAnswer {
  try {
    return { kind: 'played', episodes: playPiece(order, pieceMs) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { kind: 'refused', error: error.message }
  }
}

function playPiece(
  { environment: id, policyFile, mode, suiteSeed, first, count }: PlayOrder,
  pieceMs: number,
): PlayedEpisode[] {
  const endMs = performance.now() + pieceMs
  const environment = findEnvironment(id)
  if (environment === undefined) throw new RangeError(`The environment ${id} is not known here.`)
  const policy = openPlayer(policyFile, id, environment.description.actions)
  const seeds = episodeSeeds(suiteSeed, first + count).subarray(first)
  const episodes: PlayedEpisode[] = []
  for (const [offset, seed] of seeds.entries()) {
    const { return: sum, length, terminated, truncated } = playEpisode({ environment, policy, seed, mode })
    episodes.push({ index: first + offset, seed, return: sum, length, terminated, truncated })
    if (performance.now() >= endMs) break
  }
  return episodes
}

function openPlayer(file: Uint8Array | null, environment: string, actions: number): Player {
  if (file === null) return createRandomPolicy(actions)
  const { policy } = parsePolicy(file)
  if (policy.environmentId === environment) return policy
  throw new RangeError(`The policy was trained for ${policy.environmentId}, not for ${environment}.`)
}
