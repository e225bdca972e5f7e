import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { toCsv } from '../charts/csv.ts'
import { download } from '../charts/download.ts'
import type { ExportTable } from '../charts/export-tables.ts'

/** Saves a chart as a picture and what it shows as a table, both under the same name. */
export function ExportMenu(given: {
  /** Of the files, without their endings. */
  name: string
  /** What the table is, in the menu. */
  content?: string
  disabled?: boolean
  picture: () => Promise<Blob | null>
  table: () => ExportTable
}): ReactNode {
  const { name } = given
  const savePicture = async () => {
    const picture = await given.picture()
    if (picture !== null) download(`${name}.png`, picture)
  }
  const saveTable = () => {
    const { names, columns } = given.table()
    download(`${name}.csv`, new Blob([toCsv(names, columns)], { type: 'text/csv' }))
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
