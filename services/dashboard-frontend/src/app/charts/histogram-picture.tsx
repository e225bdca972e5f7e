import type { Episode } from '@tars/contracts'
import { type ReactNode, useMemo } from 'react'
import { countOf, formatCount, formatReturn } from '../words/quantity.ts'
import { returnBins } from './export-tables.ts'
import type { Bin } from './histogram.ts'
import { createScale } from './scale.ts'
import { ticks } from './ticks.ts'
import { useWidth } from './use-width.ts'

const height = 190
const middle = 82
const room = 70

/** How returns are distributed: the policy's upwards, the baseline's downwards, in the same bins. */
export function HistogramPicture({ episodes }: { episodes: readonly Episode[] }): ReactNode {
  const [ref, width] = useWidth<HTMLDivElement>(600)
  const bins = useMemo(() => returnBins(episodes), [episodes])
  const first = bins[0]
  const last = bins.at(-1)
  if (first === undefined || last === undefined) return null
  const x = createScale(first.from, last.to, 8, width - 8)
  const most = Math.max(...bins.flatMap(({ counts }) => counts))
  return (
    <div ref={ref}>
      <svg
        className="picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Distribution of returns"
      >
        {bins.map((bin) => (
          <HistogramBar key={bin.from} bin={bin} left={x(bin.from)} right={x(bin.to)} most={most} />
        ))}
        <line className="axis" x1={0} x2={width} y1={middle} y2={middle} />
        {ticks(x.from, x.to, Math.max(2, width / 90)).map((tick) => (
          <text key={tick} x={x(tick)} y={height - 6} textAnchor="middle">
            {formatReturn(tick)}
          </text>
        ))}
      </svg>
      <p className="legend">
        <span>
          <i className="candidate" />
          Policy, upwards
        </span>
        <span>
          <i className="baseline" />
          Baseline, downwards
        </span>
        <span>Tallest: {countOf(most, 'episode')}</span>
      </p>
    </div>
  )
}

function HistogramBar(given: { bin: Bin; left: number; right: number; most: number }): ReactNode {
  const [candidate = 0, baseline = 0] = given.bin.counts
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / given.most) * room))
  const width = Math.max(1, given.right - given.left - 1)
  const range = `${formatReturn(given.bin.from)} to ${formatReturn(given.bin.to)}`
  return (
    <g>
      <title>{`${range}: policy ${formatCount(candidate)}, baseline ${formatCount(baseline)}`}</title>
      <rect
        className="candidate-bar"
        x={given.left}
        y={middle - tall(candidate)}
        width={width}
        height={tall(candidate)}
      />
      <rect className="baseline-bar" x={given.left} y={middle} width={width} height={tall(baseline)} />
    </g>
  )
}
