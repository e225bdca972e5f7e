import { type ReactNode, useMemo } from 'react'
import { ticks } from '../charts/ticks.ts'
import { useWidth } from '../charts/use-width.ts'
import { formatRatio, formatReturn } from '../words/quantity.ts'
import type { NamedPolicy } from './named-policy.ts'
import { layProfiles } from './profile-layout.ts'

const height = 260
const left = 44

/** Which share of its episodes each policy plays above every return: the higher line is the better policy. */
export function ProfilePlot(given: {
  policies: readonly NamedPolicy[]
  thresholds: readonly number[]
  lifted: string | null
}): ReactNode {
  const { policies, thresholds, lifted } = given
  const [ref, width] = useWidth<HTMLDivElement>(600)
  const { x, y, lines } = useMemo(() => {
    const box = { left, right: width - 14, top: 10, bottom: height - 28 }
    return layProfiles(
      thresholds,
      policies.map(({ profile }) => profile),
      box,
    )
  }, [policies, thresholds, width])
  return (
    <div ref={ref}>
      <svg
        className="picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Performance profiles of ${policies.map(({ name }) => name).join(', ')}`}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line className="grid" x1={left} x2={width - 14} y1={y(share)} y2={y(share)} />
            <text x={left - 6} y={y(share) + 4} textAnchor="end">
              {formatRatio(share)}
            </text>
          </g>
        ))}
        {ticks(x.from, x.to, Math.max(2, (width - left) / 80)).map((tick) => (
          <text key={tick} x={x(tick)} y={height - 10} textAnchor="middle">
            {formatReturn(tick)}
          </text>
        ))}
        {policies.map(({ policyId, mark }, i) => {
          const line = lines[i]
          if (line == null) return null
          return (
            <g key={policyId} className={policyId === lifted ? 'line-of lifted' : 'line-of'}>
              <path className="profile" d={line.path} strokeDasharray={mark.dashes} />
              <circle className="badge" cx={line.label.x} cy={line.label.y} r={8} />
              <text className="letter" x={line.label.x} y={line.label.y + 4} textAnchor="middle">
                {mark.letter}
              </text>
            </g>
          )
        })}
      </svg>
      <p className="legend">
        <span>Across: a return</span>
        <span>Up: the share of episodes that return more</span>
        {policies.map(({ policyId, name, mark }) => (
          <span key={policyId}>
            {mark.letter}: {name}
          </span>
        ))}
      </p>
    </div>
  )
}
