import type { PlayedEpisode, Side, VerificationOrder } from '@tars/database'
import type { Replayed } from './check-replay.ts'
import { type Interruption, type PlayPiecesUses, playPieces } from './play-pieces.ts'

/** The policy files of both sides; null: plays at random. */
export interface SideFiles {
  candidate: Uint8Array
  baseline: Uint8Array | null
}

/**
 * Plays both sides of an evaluation again, piece by piece, and tells after each how many episodes of both were played. A side that
 * cannot be played has no episodes, and the reason instead.
 */
export async function playAgain(
  uses: PlayPiecesUses,
  order: VerificationOrder,
  files: SideFiles,
): Promise<Replayed | Exclude<Interruption, { kind: 'refused' }>> {
  const refusals: Partial<Record<Side, string>> = {}
  const sides: Record<Side, PlayedEpisode[]> = { candidate: [], baseline: [] }
  const { environment, mode, seed: suiteSeed, episodes: count } = order
  for (const side of ['candidate', 'baseline'] satisfies Side[]) {
    const before = sides.candidate.length
    const onPlayed = async (done: number) => (await uses.onPlayed?.(before + done)) ?? true
    const asked = { environment, policyFile: files[side], mode, suiteSeed, first: 0, count }
    const played = await playPieces({ ...uses, onPlayed }, asked)
    if (!('kind' in played)) sides[side] = played
    else if (played.kind === 'refused') refusals[side] = played.error
    else return played
  }
  return { ...sides, refusals }
}
