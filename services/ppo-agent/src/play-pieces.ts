import type { PlayedEpisode, PlayOrder } from './play-message.ts'
import type { PlayerThread } from './player.ts'

/** Why playing has not come to its end: the order cannot be played, it was asked to stop, or nobody wants it any more. */
export type Interruption = { kind: 'refused'; error: string } | { kind: 'stopped' } | { kind: 'unwanted' }

/** What playing piece by piece uses. */
export interface PlayPiecesUses {
  player: PlayerThread
  /** Told after each piece how many episodes were played; false ends the play. */
  onPlayed?(episodesDone: number): Promise<boolean>
  /** Asks it to stop after the piece at hand. */
  signal: AbortSignal
}

/** Plays all episodes of an order, piece by piece. */
export async function playPieces(
  { player, onPlayed, signal }: PlayPiecesUses,
  order: PlayOrder,
): Promise<PlayedEpisode[] | Interruption> {
  const played: PlayedEpisode[] = []
  while (played.length < order.count) {
    if (signal.aborted) return { kind: 'stopped' }
    const first = order.first + played.length
    const answer = await player.play({ ...order, first, count: order.count - played.length })
    if (answer.kind === 'refused') return answer
    played.push(...answer.episodes)
    if ((await onPlayed?.(played.length)) === false) return { kind: 'unwanted' }
  }
  return played
}
