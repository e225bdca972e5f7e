import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { toCsv } from '../charts/csv.ts'
import { download } from '../charts/download.ts'
import type { ExportTable } from '../charts/export-tables.ts'
import { drawPicture } from '../charts/picture.ts'
import { readPicture } from '../charts/read-picture.ts'

/** Saves the drawings of a part of a page as a picture and what they show as a table, both under the same name. */
export function ExportMenu(given: {
  /** Of the files, without their endings. */
  name: string
  /** What holds the drawings, within a panel whose title is that of the picture. */
  place: RefObject<HTMLElement | null>
  /** What the table is, in the menu. */
  content?: string
  disabled?: boolean
  columns?: number
  table: () => ExportTable
}): ReactNode {
  const { name, place, columns = 1 } = given
  const savePicture = async () => {
    if (place.current === null) return
    const picture = await drawPicture({ ...readPicture(place.current, document.title), columns })
    if (picture !== null) download(`${name}.png`, picture)
  }
  const saveTable = () => {
    const table = given.table()
    download(`${name}.csv`, new Blob([toCsv(table.names, table.columns)], { type: 'text/csv' }))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className="actions"
          variant="subtle"
          color="gray"
          size="sm"
          aria-label="Export"
          disabled={given.disabled ?? false}
        >
          <IconDownload size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void savePicture()}>Picture (PNG)</Menu.Item>
        <Menu.Item onClick={saveTable}>{given.content ?? 'Its values'} (CSV)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
