import type { ComparedPolicy } from '@tars/contracts'
import { createScale, extentOf, padExtent, type Scale } from '../charts/scale.ts'
import { ticks } from '../charts/ticks.ts'

/** One policy of an interval plot: where its interquartile mean and the ends of its interval stand. */
export interface IntervalRow {
  policyId: string
  value: number
  x: number
  interval: { low: number; high: number } | null
}

/** Where everything of an interval plot stands; no rows where nothing has been measured. */
export interface IntervalRows {
  scale: Scale
  ticks: number[]
  rows: IntervalRow[]
  /** Where the interquartile mean of the baseline stands, if one of them is the baseline. */
  baseline: number | null
  solved: number | null
}

/** Lays out interquartile means with their intervals on one line from `start` to `end`. */
export function layIntervalRows(
  policies: readonly ComparedPolicy[],
  solvedAt: number | null,
  start: number,
  end: number,
): IntervalRows {
  const measured = policies.flatMap((policy) =>
    policy.score === null ? [] : [{ ...policy, iqm: policy.score.iqm }],
  )
  const values = measured.flatMap(({ iqm, iqmInterval95 }) => [iqm, ...(iqmInterval95 ?? [])])
  const [from, to] = padExtent(extentOf([...values, solvedAt]) ?? [0, 1], 0.06)
  const scale = createScale(from, to, start, end)
  const baseline = measured.find(({ isBaseline }) => isBaseline)
  return {
    scale,
    ticks: ticks(scale.from, scale.to, Math.max(2, Math.floor((end - start) / 90))),
    rows: measured.map(({ policyId, iqm, iqmInterval95 }) => ({
      policyId,
      value: iqm,
      x: scale(iqm),
      interval: iqmInterval95 && { low: scale(iqmInterval95[0]), high: scale(iqmInterval95[1]) },
    })),
    baseline: baseline === undefined ? null : scale(baseline.iqm),
    solved: solvedAt === null ? null : scale(solvedAt),
  }
}
