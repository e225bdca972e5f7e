import { Group } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import type { ExportTable } from '../charts/export-tables.ts'
import { svgPicture } from '../charts/picture.ts'
import { ExportMenu } from './export-menu.tsx'
import { Panel } from './panel.tsx'

/** A titled part of a page that holds a drawing, which can be saved as a picture and as a table. */
export function ChartPanel(given: {
  title: ReactNode
  aside?: ReactNode
  /** Of the saved files, without their endings. */
  name: string
  table: () => ExportTable
  children: ReactNode
}): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const picture = async () => {
    const svg = place.current?.querySelector<SVGSVGElement>('svg.picture')
    return svg == null ? null : svgPicture(svg)
  }
  return (
    <Panel
      title={given.title}
      aside={
        <Group gap="xs" wrap="nowrap">
          {given.aside}
          <ExportMenu name={given.name} picture={picture} table={given.table} />
        </Group>
      }
    >
      <div ref={place}>{given.children}</div>
    </Panel>
  )
}
