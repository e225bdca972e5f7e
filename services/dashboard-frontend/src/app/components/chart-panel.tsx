import { Group } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import type { ExportTable } from '../charts/export-tables.ts'
import { ExportMenu } from './export-menu.tsx'
import { Panel } from './panel.tsx'
import { Term } from './term.tsx'

/** A titled part of a page that holds drawings, which can be saved as a picture and as a table. */
export function ChartPanel(given: {
  title: ReactNode
  /** What the title means, on hover. */
  means?: string
  aside?: ReactNode
  /** Of the saved files, without their endings. */
  name: string
  /** What the table is, in the menu. */
  content?: string
  disabled?: boolean
  /** How many of its drawings stand beside each other in the picture; 1 by default. */
  columns?: number
  table: () => ExportTable
  children: ReactNode
}): ReactNode {
  const { title, means, aside, children, ...saved } = given
  const place = useRef<HTMLDivElement>(null)
  return (
    <Panel
      title={means === undefined ? title : <Term means={means}>{title}</Term>}
      aside={
        <Group gap="xs" wrap="nowrap">
          {aside}
          <ExportMenu {...saved} place={place} />
        </Group>
      }
    >
      <div ref={place}>{children}</div>
    </Panel>
  )
}
