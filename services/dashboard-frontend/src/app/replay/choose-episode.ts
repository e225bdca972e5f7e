import type { Episode } from '@tars/contracts'

/** An episode worth looking at, with the reason. */
export interface NotableEpisode {
  label: 'Worst' | 'Typical' | 'Best'
  index: number
}

/** The worst, the typical (median return) and the best episode, the earliest of equals; none without episodes. */
export function notableEpisodes(episodes: readonly Episode[]): NotableEpisode[] {
  const sorted = episodes.toSorted((a, b) => a.return - b.return || a.index - b.index)
  const worst = sorted[0]
  const typical = sorted[Math.floor((sorted.length - 1) / 2)]
  const highest = sorted.at(-1)
  if (worst === undefined || typical === undefined || highest === undefined) return []
  const best = sorted.find((episode) => episode.return === highest.return) ?? highest
  return [
    { label: 'Worst', index: worst.index },
    { label: 'Typical', index: typical.index },
    { label: 'Best', index: best.index },
  ]
}
