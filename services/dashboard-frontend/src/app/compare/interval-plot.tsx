import { type ReactNode, useMemo } from 'react'
import { useWidth } from '../charts/use-width.ts'
import { formatInterval, formatReturn } from '../words/quantity.ts'
import { layIntervalRows } from './interval-rows.ts'
import type { NamedPolicy } from './named-policy.ts'

const rowHeight = 46
const floorHeight = 26

/** The interquartile mean of each policy with its interval, against the baseline and what counts as solved. */
export function IntervalPlot(given: {
  policies: readonly NamedPolicy[]
  solvedAt: number | null
  lifted: string | null
}): ReactNode {
  const { policies, solvedAt, lifted } = given
  const [ref, width] = useWidth<HTMLDivElement>(600)
  const at = useMemo(() => layIntervalRows(policies, solvedAt, 8, width - 8), [policies, solvedAt, width])
  const floor = at.rows.length * rowHeight + 8
  const shown = policies.filter(({ score }) => score !== null)
  return (
    <div ref={ref}>
      <svg
        className="picture"
        viewBox={`0 0 ${width} ${floor + floorHeight}`}
        role="img"
        aria-label={`Interquartile means: ${shown.map(describe).join('; ')}`}
      >
        {at.ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={at.scale(tick)} x2={at.scale(tick)} y1={0} y2={floor} />
            <text x={at.scale(tick)} y={floor + 16} textAnchor="middle">
              {formatReturn(tick)}
            </text>
          </g>
        ))}
        {at.solved !== null && <line className="solved" x1={at.solved} x2={at.solved} y1={0} y2={floor} />}
        {at.baseline !== null && (
          <line className="zero" x1={at.baseline} x2={at.baseline} y1={0} y2={floor} />
        )}
        {at.rows.map((row, i) => {
          const y = i * rowHeight + 34
          const policy = shown[i]
          return (
            <g key={row.policyId} className={row.policyId === lifted ? 'line-of lifted' : 'line-of'}>
              <text className="row-name" x={8} y={y - 14}>
                <tspan className="letter">{policy?.mark.letter}</tspan> {policy?.name}
                {policy?.isBaseline && ' (baseline)'}{' '}
                <tspan className="figure">{formatReturn(row.value)}</tspan>
              </text>
              {row.interval && (
                <line className="span" x1={row.interval.low} x2={row.interval.high} y1={y} y2={y} />
              )}
              <circle className="point" cx={row.x} cy={y} r={5} />
            </g>
          )
        })}
        <line className="axis" x1={0} x2={width} y1={floor} y2={floor} />
      </svg>
      <p className="legend">
        <span>Point: interquartile mean of the return</span>
        <span>Bar: its 95 % interval</span>
        {at.baseline !== null && <span>Line: the baseline</span>}
        {solvedAt !== null && <span>Dashed: solved at {formatReturn(solvedAt)}</span>}
      </p>
    </div>
  )
}

function describe({ name, score, iqmInterval95 }: NamedPolicy): string {
  return `${name} ${formatReturn(score?.iqm)}, 95 % interval ${formatInterval(iqmInterval95, formatReturn)}`
}
