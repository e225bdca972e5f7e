import { extentOf } from './scale.ts'
import { tickStep } from './ticks.ts'

/** The most bins that a histogram can have. */
export const binsMax = 40

/** One bin: values from `from` up to but without `to` (the last bin holds its end), counted for each sample. */
export interface Bin {
  from: number
  to: number
  counts: number[]
}

/**
 * Counts several samples in the same bins, so that they can be compared. The width is the smallest that Freedman and
 * Diaconis give for one of them, at most a tenth of the range, rounded up to 1, 2 or 5 × 10ⁿ; at most 40 bins.
 *
 * @source Freedman & Diaconis 1981, On the histogram as a density estimator
 */
export function histogram(samples: readonly (readonly number[])[]): Bin[] {
  const extent = extentOf(samples.flat())
  if (extent === undefined) return []
  const [low, high] = extent
  const width = binWidth(samples, extent)
  const first = Math.floor(low / width)
  const count = Math.max(1, Math.ceil((high - first * width) / width))
  const bins = Array.from({ length: count }, (_, i) => emptyBin(first + i, width, samples.length))
  samples.forEach((sample, s) => {
    for (const value of sample) {
      const at = Math.min(count - 1, Math.max(0, Math.floor(value / width) - first))
      bins[at]!.counts[s]! += 1
    }
  })
  return bins
}

function emptyBin(index: number, width: number, samples: number): Bin {
  return {
    from: Number((index * width).toPrecision(12)),
    to: Number(((index + 1) * width).toPrecision(12)),
    counts: new Array<number>(samples).fill(0),
  }
}

function binWidth(samples: readonly (readonly number[])[], [low, high]: readonly [number, number]): number {
  const range = high - low
  if (range === 0) return tickStep(Math.max(1e-6, Math.abs(low)) / 10)
  const wanted = samples.map(freedmanDiaconis).filter((width) => width > 0)
  return tickStep(Math.max(Math.min(range / 10, ...wanted), range / (binsMax - 2)))
}

function freedmanDiaconis(sample: readonly number[]): number {
  const sorted = sample.toSorted((a, b) => a - b)
  const quartile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(Math.max(1, sorted.length))
}
