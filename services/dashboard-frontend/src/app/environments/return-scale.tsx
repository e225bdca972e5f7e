import { Box, Group } from '@mantine/core'
import type { EnvironmentDescription } from '@tars/contracts'
import type { ReactNode } from 'react'
import { useWidth } from '../charts/use-width.ts'
import { ExportMenu } from '../components/export-menu.tsx'
import { formatReturn } from '../words/quantity.ts'
import { layReturns, returnTable } from './lay-returns.ts'

/** Where playing at random, the solved mark and a very good policy stand among the returns. */
export function ReturnScale({ environment }: { environment: EnvironmentDescription }): ReactNode {
  const [ref, width] = useWidth<HTMLDivElement>(300)
  const { marks, baseline } = layReturns(environment, width)
  const label = marks.map(({ name, value }) => `${name} ${formatReturn(value)}`).join(', ')
  return (
    <Group gap="xs" wrap="nowrap">
      <Box ref={ref} flex={1} miw={0}>
        <svg className="picture" viewBox={`0 0 ${width} 56`} role="img" aria-label={label}>
          <line className="axis" x1={0} x2={width} y1={baseline} y2={baseline} />
          {marks.map(({ name, value, x, above }) => (
            <g key={name}>
              <circle className="difference" cx={x} cy={baseline} r={4} />
              <text x={x} y={above ? baseline - 10 : baseline + 18} textAnchor={anchorOf(x, width)}>
                {name} {formatReturn(value)}
              </text>
            </g>
          ))}
        </svg>
      </Box>
      <ExportMenu name={`${environment.id}-returns`} place={ref} table={() => returnTable(environment)} />
    </Group>
  )
}

function anchorOf(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < width / 4) return 'start'
  return x > (3 * width) / 4 ? 'end' : 'middle'
}
