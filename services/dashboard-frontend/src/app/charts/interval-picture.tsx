import type { Comparison, Verdict } from '@tars/contracts'
import type { ReactNode } from 'react'
import { formatDifference, formatInterval } from '../words/quantity.ts'
import { verdictTones } from '../words/tone.ts'
import { layInterval } from './interval-layout.ts'
import { useWidth } from './use-width.ts'

const height = 104
const middle = 44
const floor = 76

/** The difference to the baseline with its interval, against zero and the margin. */
export function IntervalPicture({
  comparison,
  verdict,
}: {
  comparison: Comparison
  verdict: Verdict
}): ReactNode {
  const [ref, width] = useWidth<HTMLDivElement>(600)
  const { difference, interval95: interval, margin } = comparison
  const at = layInterval({ difference, interval, margin }, 8, width - 8)
  const label = `Difference ${formatDifference(difference)}, 95 % interval ${formatInterval(interval, formatDifference)}, margin ${formatDifference(margin)}`
  return (
    <div ref={ref}>
      <svg
        className={`picture tone-${verdictTones[verdict]}`}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
      >
        <title>{label}</title>
        <rect
          className="margin"
          x={at.marginLow}
          y={16}
          width={at.marginHigh - at.marginLow}
          height={floor - 16}
        />
        {[at.marginLow, at.marginHigh].map((x) => (
          <line key={x} className="margin-edge" x1={x} x2={x} y1={16} y2={floor} />
        ))}
        <line className="axis" x1={0} x2={width} y1={floor} y2={floor} />
        {at.ticks.map((tick) => (
          <text key={tick} x={at.scale(tick)} y={floor + 16} textAnchor="middle">
            {formatDifference(tick)}
          </text>
        ))}
        <line className="zero" x1={at.zero} x2={at.zero} y1={10} y2={floor} />
        {interval !== null && <line className="interval" x1={at.low} x2={at.high} y1={middle} y2={middle} />}
        <circle className="difference" cx={at.difference} cy={middle} r={6} />
      </svg>
      <p className="legend">
        <span>Line: no difference</span>
        <span>Shaded: within the margin of {formatDifference(margin).replace('+', '±')}</span>
        <span>
          {interval === null
            ? 'Too few episodes for an interval'
            : 'Bar: 95 % interval of the mean difference, in return'}
        </span>
      </p>
    </div>
  )
}
