/** Judges by its recent pace how long some work will still take. */
export interface Estimate {
  /** Notes that `ratio` (0–1) of the work is done and gives the seconds left; undefined while the pace is not known. */
  note(ratio: number): number | undefined
}

const windowMs = 30_000
const sampleEveryMs = 250
const observedMsMin = 1_000

/** An estimate over the last 30 s of the work, so that a pause or a change of pace is seen. `now` is in ms. */
export function createEstimate(now: () => number): Estimate {
  let samples: { at: number; ratio: number }[] = []
  return {
    note(ratio) {
      const at = now()
      const last = samples.at(-1)
      if (last !== undefined && ratio < last.ratio) samples = []
      if (last === undefined || samples.length === 0 || at - last.at >= sampleEveryMs)
        samples.push({ at, ratio })
      while (samples.length > 2 && at - samples[1]!.at > windowMs) samples.shift()
      const first = samples[0]!
      const pace = (ratio - first.ratio) / (at - first.at)
      return at - first.at >= observedMsMin && pace > 0 ? (1 - ratio) / pace / 1000 : undefined
    },
  }
}
