import { createScale, extentOf, padExtent, type Scale } from './scale.ts'

/** One episode as dots: the candidate's return and the baseline's, null while it is not played. */
export interface DotEpisode {
  index: number
  return: number
  baselineReturn: number | null
}

/** Where the dots stand, each sample as one SVG path of round dots so that 10,000 of them stay light. */
export interface DotsLayout {
  x: Scale
  y: Scale
  candidate: string
  baseline: string
}

/** Lays out returns per episode in a box; `mark` is a return that must be in view. */
export function layDots(
  episodes: readonly DotEpisode[],
  box: { left: number; right: number; top: number; bottom: number },
  mark: number | null,
): DotsLayout {
  const returns = episodes.flatMap((episode) => [episode.return, episode.baselineReturn])
  const [low, high] = padExtent(extentOf([...returns, mark]) ?? [0, 1], 0.06)
  const x = createScale(-0.5, Math.max(0.5, episodes.length - 0.5), box.left, box.right)
  const y = createScale(low, high, box.bottom, box.top)
  const dot = (index: number, value: number) => `M${x(index).toFixed(1)} ${y(value).toFixed(1)}h0`
  const ring = (index: number, value: number) =>
    `M${(x(index) - 2.5).toFixed(1)} ${y(value).toFixed(1)}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0`
  return {
    x,
    y,
    candidate: episodes.map((episode) => dot(episode.index, episode.return)).join(''),
    baseline: episodes
      .map(({ index, baselineReturn }) => (baselineReturn === null ? '' : ring(index, baselineReturn)))
      .join(''),
  }
}

/** The episode nearest to a horizontal position, bounded by those there are. */
export function episodeAt(layout: DotsLayout, position: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.round(layout.x.invert(position))))
}
