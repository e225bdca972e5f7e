/** One figure: what was measured, in which unit, over how many repetitions, and the goal that it has to meet, if any. */
export interface Figure {
  what: string
  unit: string
  samples: number[]
  /** For example `≤ 8` or `≥ 475`, in the same unit. */
  goal?: string
  /** Whether the README quotes it. */
  headline?: boolean
}

/** A program that measures: figures of one benchmark come from one run, side by side. */
export interface Benchmark {
  name: string
  title: string
  /** What exactly is done, in one or two sentences. */
  method: string
  measure(progress: (line: string) => void): Promise<Figure[]>
}

/** Median, smallest and largest of a figure's samples. @throws {RangeError} when there are none. */
export function spreadOf(samples: readonly number[]): { median: number; min: number; max: number } {
  if (samples.length === 0) throw new RangeError('a figure needs at least one sample')
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = Number.isInteger(middle)
    ? (sorted[middle - 1]! + sorted[middle]!) / 2
    : sorted[Math.floor(middle)]!
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

/** Whether a figure's median meets its goal; undefined when it has none. @throws {RangeError} when the goal is not understood. */
export function meetsGoal(figure: Figure): boolean | undefined {
  if (figure.goal === undefined) return undefined
  const [, sign, number] = /^([≤≥]) ([\d.,]+)$/.exec(figure.goal) ?? []
  const limit = Number(number?.replaceAll(',', ''))
  if (sign === undefined || Number.isNaN(limit)) throw new RangeError(`not a goal: ${figure.goal}`)
  const { median } = spreadOf(figure.samples)
  return sign === '≤' ? median <= limit : median >= limit
}
