import type { ActionMode, Episode } from '@tars/contracts'

/** What a player thread is asked to play: some episodes of an evaluation. */
export interface PlayOrder {
  environment: string
  /** The policy file; null: play at random. */
  policyFile: Uint8Array | null
  mode: ActionMode
  suiteSeed: number
  /** Index of the first episode within the evaluation. */
  first: number
  /** How many episodes. */
  count: number
}

/** An episode as it was played. */
export type PlayedEpisode = Omit<Episode, 'baselineReturn'>

/** What a player thread answers: the episodes of one piece in order, or why the order cannot be played. */
export type PlayAnswer = { kind: 'played'; episodes: PlayedEpisode[] } | { kind: 'refused'; error: string }
