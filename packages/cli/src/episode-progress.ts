import type { CommandUses } from './command-uses.ts'
import { createEstimate } from './terminal/estimate.ts'
import { createProgress, describeLeft, renderProgress } from './terminal/progress.ts'

/** How far the playing of episodes is, for one piece of work or several at once. */
export interface EpisodeProgress {
  /** Shows how many episodes of a piece of work are done; a count that is older than the one before is passed over. */
  show(id: string, done: number, total: number): void
  end(): void
}

/** A progress display of these pieces of work, each with the episodes that it has. */
export function createEpisodeProgress(
  { terminal, now }: CommandUses,
  works: readonly { readonly id: string; readonly episodesTotal: number }[],
): EpisodeProgress {
  const progress = createProgress(terminal, now)
  const estimate = createEstimate(now)
  const counts = new Map(works.map(({ id, episodesTotal }) => [id, { done: 0, total: episodesTotal }]))
  return {
    show(id, done, total) {
      counts.set(id, { done: Math.max(done, counts.get(id)?.done ?? 0), total })
      const all = [...counts.values()]
      const sum = (read: (count: { done: number; total: number }) => number) =>
        all.reduce((amount, count) => amount + read(count), 0)
      const whole = sum((count) => count.total)
      const ratio = whole === 0 ? 0 : sum((count) => count.done) / whole
      const episodes = `${sum((count) => count.done)} of ${whole} episodes of both sides`
      const left = ratio < 1 ? describeLeft(estimate.note(ratio)) : 'finishing …'
      progress.show([renderProgress(terminal, ratio, [episodes, left])])
    },
    end: () => progress.end(),
  }
}
