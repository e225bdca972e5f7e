import { CloseButton, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ListSearch } from '../search.ts'

/** The filter of a list: words and a state, both kept in the address. */
export function ListFilter(given: {
  search: ListSearch
  states: readonly string[]
  onChange: (search: ListSearch) => void
}): ReactNode {
  const { search, onChange } = given
  return (
    <div className="filter-bar">
      <TextInput
        type="search"
        size="xs"
        w={220}
        data-filter
        aria-label="Filter"
        placeholder="Filter (press /)"
        leftSection={<IconSearch size={14} />}
        value={search.q ?? ''}
        onChange={({ currentTarget }) => onChange({ ...search, q: currentTarget.value || undefined })}
        rightSection={
          search.q && (
            <CloseButton
              size="xs"
              aria-label="Clear the filter"
              onClick={() => onChange({ ...search, q: undefined })}
            />
          )
        }
      />
      <Select
        size="xs"
        w={150}
        aria-label="State"
        placeholder="Any state"
        clearable
        data={[...given.states]}
        value={search.state ?? null}
        onChange={(state) => onChange({ ...search, state: state ?? undefined })}
      />
    </div>
  )
}
