import type { Episode } from '@tars/contracts'

/** Why an episode cannot be seen; null where it can. `chosen` is undefined while none is asked for. */
export function describeMissingEpisode(
  chosen: number | undefined,
  episodes: readonly Pick<Episode, 'index'>[],
): string | null {
  const last = episodes.at(-1)
  if (last === undefined) return 'No episode of this evaluation is kept.'
  if (chosen === undefined || episodes.some(({ index }) => index === chosen)) return null
  return `There is no episode ${chosen}; the last is ${last.index}.`
}
