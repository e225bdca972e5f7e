import type { Episode } from '@tars/contracts'
import { type MouseEvent, type ReactNode, useMemo, useState } from 'react'
import { countOf, formatReturn } from '../words/quantity.ts'
import { episodeAt, layDots } from './dots.ts'
import { ticks } from './ticks.ts'
import { useWidth } from './use-width.ts'

const height = 230

/** Returns per episode, candidate and baseline; a click chooses the episode to look at. */
export function DotsPicture(given: {
  episodes: readonly Episode[]
  solvedAt: number | null
  chosen: number | undefined
  onChoose: (index: number) => void
}): ReactNode {
  const { episodes, solvedAt, chosen } = given
  const [ref, width] = useWidth<HTMLDivElement>(600)
  const [hovered, setHovered] = useState<number>()
  const layout = useMemo(
    () => layDots(episodes, { left: 40, right: width - 6, top: 8, bottom: height - 26 }, solvedAt),
    [episodes, solvedAt, width],
  )
  const pointed = ({ currentTarget, clientX }: MouseEvent<SVGSVGElement>) => {
    const { left, width: shown } = currentTarget.getBoundingClientRect()
    return episodeAt(layout, ((clientX - left) / shown) * width, episodes.length)
  }
  const shown = episodes[hovered ?? chosen ?? -1]
  const { x, y } = layout
  return (
    <div ref={ref}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the episode field beside the replay does the same by keyboard */}
      <svg
        className="picture clickable"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Return of each of ${countOf(episodes.length, 'episode')}`}
        onMouseMove={(event) => setHovered(pointed(event))}
        onMouseLeave={() => setHovered(undefined)}
        onClick={(event) => given.onChoose(pointed(event))}
      >
        {ticks(y.from, y.to, 5).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={40} x2={width} y1={y(tick)} y2={y(tick)} />
            <text x={34} y={y(tick) + 4} textAnchor="end">
              {formatReturn(tick)}
            </text>
          </g>
        ))}
        {ticks(0, Math.max(1, episodes.length - 1), Math.max(2, width / 90)).map(
          (tick) =>
            Number.isInteger(tick) && (
              <text key={tick} x={x(tick)} y={height - 8} textAnchor="middle">
                {tick}
              </text>
            ),
        )}
        {solvedAt !== null && (
          <line className="solved" x1={40} x2={width} y1={y(solvedAt)} y2={y(solvedAt)} />
        )}
        <path className="baseline-dots" d={layout.baseline} />
        <path className="candidate-dots" d={layout.candidate} />
        {shown !== undefined && <circle className="chosen" cx={x(shown.index)} cy={y(shown.return)} r={6} />}
      </svg>
      <DotsLegend episode={shown} solvedAt={solvedAt} />
    </div>
  )
}

function DotsLegend({
  episode,
  solvedAt,
}: {
  episode: Episode | undefined
  solvedAt: number | null
}): ReactNode {
  return (
    <p className="legend">
      <span>
        <i className="candidate" />
        Policy {episode && formatReturn(episode.return)}
      </span>
      <span>
        <i className="baseline" />
        Baseline {episode && formatReturn(episode.baselineReturn)}
      </span>
      {solvedAt !== null && (
        <span>
          <i className="line" />
          Solved at {formatReturn(solvedAt)}
        </span>
      )}
      {episode !== undefined && <span>Episode {episode.index}</span>}
    </p>
  )
}
