import type { PlayedEpisode, VerificationOrder } from '@tars/database'
import type { BothSides } from './check-replay.ts'
import type { PlayerThread } from './player.ts'

/** The policy files of both sides; null: plays at random. */
export interface SideFiles {
  candidate: Uint8Array
  baseline: Uint8Array | null
}

/** Why a replay has not come to its end: the policy cannot be played, it was asked to stop, or nobody wants it any more. */
export type Interruption = { kind: 'refused'; error: string } | { kind: 'stopped' } | { kind: 'unwanted' }

/** What playing an evaluation again uses. */
export interface PlayAgainUses {
  player: PlayerThread
  /** Told after each piece how many episodes of both sides were played; false ends the replay. */
  onPlayed(episodesDone: number): Promise<boolean>
  /** Asks it to stop after the piece at hand. */
  signal: AbortSignal
}

/** Episodes of one piece: a second of play at most, so that whoever asks it to stop need not wait. */
const pieceEpisodes = 50

/** Plays both sides of an evaluation again, piece by piece. */
export async function playAgain(
  uses: PlayAgainUses,
  order: VerificationOrder,
  files: SideFiles,
): Promise<BothSides | Interruption> {
  const candidate = await playSide(uses, order, files.candidate, 0)
  if ('kind' in candidate) return candidate
  const baseline = await playSide(uses, order, files.baseline, candidate.length)
  return 'kind' in baseline ? baseline : { candidate, baseline }
}

async function playSide(
  { player, onPlayed, signal }: PlayAgainUses,
  { environment, mode, seed: suiteSeed, episodes }: VerificationOrder,
  policyFile: Uint8Array | null,
  playedBefore: number,
): Promise<PlayedEpisode[] | Interruption> {
  const played: PlayedEpisode[] = []
  while (played.length < episodes) {
    if (signal.aborted) return { kind: 'stopped' }
    const first = played.length
    const count = Math.min(pieceEpisodes, episodes - first)
    const answer = await player.play({ environment, policyFile, mode, suiteSeed, first, count })
    if (answer.kind === 'refused') return answer
    played.push(...answer.episodes)
    if (!(await onPlayed(playedBefore + played.length))) return { kind: 'unwanted' }
  }
  return played
}
