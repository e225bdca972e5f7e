import type { Comparison, Verdict } from '@tars/contracts'
import type { ReactNode } from 'react'
import { formatDifference, formatInterval } from '../words/quantity.ts'
import { verdictTones } from '../words/tone.ts'
import { layInterval } from './interval-layout.ts'

/** A difference with its interval against zero and the margin, small enough for a row. */
export function IntervalBar({
  comparison,
  verdict,
}: {
  comparison: Comparison
  verdict: Verdict
}): ReactNode {
  const { difference, interval95, margin } = comparison
  const at = layInterval({ difference, interval: interval95, margin }, 3, 125)
  const label = `${formatDifference(difference)}, 95 % interval ${formatInterval(interval95, formatDifference)}`
  return (
    <svg
      className={`picture interval-bar tone-${verdictTones[verdict]}`}
      viewBox="0 0 128 16"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <rect className="margin" x={at.marginLow} y={0} width={at.marginHigh - at.marginLow} height={16} />
      <line className="zero" x1={at.zero} x2={at.zero} y1={0} y2={16} />
      {interval95 !== null && <line className="interval" x1={at.low} x2={at.high} y1={8} y2={8} />}
      <circle className="difference" cx={at.difference} cy={8} r={3} />
    </svg>
  )
}
