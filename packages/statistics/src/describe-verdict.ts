import type { PairedVerdict } from './verdict.ts'

/** What the two sides of a comparison are called in a sentence. */
export interface SideNames {
  /** Left out of the sentence when not given. */
  readonly candidate?: string
  /** Default `baseline`. */
  readonly baseline?: string
}

/**
 * The most decimals of a difference; a smaller margin is shown as 0.000000 rather than as a long tail of
 * digits.
 */
const MAX_DECIMALS = 6

/**
 * One sentence for people with everything that the verdict rests on, for example
 * `No worse than baseline: +2.1 points, 95 % interval −0.4…+4.6, margin 5 %, 200 episodes`.
 * Numbers have as many decimals as show the margin to two digits, at least one.
 *
 * @param names of the two sides; with a candidate's name the sentence begins with it
 */
export function describeVerdict(result: PairedVerdict, names: SideNames = {}): string {
  const decimals = Math.min(MAX_DECIMALS, Math.max(1, 1 - Math.floor(Math.log10(result.margin))))
  const parts = [
    `${signed(result.difference, decimals)} points`,
    intervalPart(result, decimals),
    `margin ${percent(result.margin / result.range)}`,
    result.episodes === 1 ? '1 episode' : `${result.episodes} episodes`,
  ]
  return `${opening(result, names)}: ${parts.join(', ')}`
}

function opening({ verdict }: PairedVerdict, { candidate, baseline = 'baseline' }: SideNames): string {
  switch (verdict) {
    case 'improved':
      return candidate ? `${candidate} improved on ${baseline}` : `Improved on ${baseline}`
    case 'equivalent':
      return candidate ? `${candidate} is no worse than ${baseline}` : `No worse than ${baseline}`
    case 'regressed':
      return candidate ? `${candidate} regressed from ${baseline}` : `Regressed from ${baseline}`
    case 'inconclusive':
      return candidate
        ? `${candidate} against ${baseline} is inconclusive`
        : `Inconclusive against ${baseline}`
  }
}

function intervalPart({ interval, confidence, fewest }: PairedVerdict, decimals: number): string {
  const share = percent(confidence)
  if (interval === null) return `no ${share} interval below ${fewest} episodes`
  return `${share} interval ${signed(interval[0], decimals)}…${signed(interval[1], decimals)}`
}

/** A number with its sign (a true minus, U+2212); what rounds to zero has none. */
function signed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals)
  if (Number(digits) === 0) return digits
  return `${value < 0 ? '−' : '+'}${digits}`
}

/** At most two decimals, none that are zero: `5 %`, `97.5 %`. */
function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(2))} %`
}
