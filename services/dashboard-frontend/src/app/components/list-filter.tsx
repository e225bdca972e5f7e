import { Button, CloseButton, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { agentChoices } from '../api/policy-queries.ts'
import { environmentsQuery } from '../api/training-queries.ts'
import { countFilters, type ListOffer, type ListSearch, wordsMax } from '../list-search.ts'

/** How long typing rests before it filters. */
const typingRestMs = 200

type Change = (part: Partial<ListSearch>) => void

/** The filter of a list, all of it kept in the address: words, and whatever else the list can be filtered by. */
export function ListFilter(given: {
  search: ListSearch
  offer: ListOffer
  onChange: (search: ListSearch) => void
}): ReactNode {
  const { search, offer, onChange } = given
  const [opened, setOpened] = useState(false)
  const change: Change = (part) => onChange({ ...search, ...part })
  const count = countFilters(search)
  return (
    <search className="filter-bar">
      <FilterWords words={search.q} onChange={(q) => change({ q })} />
      <Button
        className="filter-more"
        size="xs"
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={14} />}
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        {count === 0 ? 'Filters' : `Filters (${count})`}
      </Button>
      <div className="filter-choices" data-opened={opened || undefined}>
        {offer.agent && <AgentChoice agent={search.agent} onChange={change} />}
        <EnvironmentChoice environment={search.environment} onChange={change} />
        {offer.states && (
          <Choice
            label="State"
            any="Any state"
            options={offer.states}
            value={search.state}
            onChange={(state) => change({ state })}
          />
        )}
        {offer.verdicts && (
          <Choice
            label="Verdict"
            any="Any verdict"
            options={offer.verdicts}
            value={search.verdict}
            onChange={(verdict) => change({ verdict })}
          />
        )}
        {offer.baseline && <BaselineChoice baseline={search.baseline} onChange={change} />}
        {count > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({})}>
            Clear all
          </Button>
        )}
      </div>
    </search>
  )
}

/** Typing shows at once and filters after a rest; a filter that changes elsewhere, say by a step back, is shown. */
function FilterWords(given: {
  words: string | undefined
  onChange: (q: string | undefined) => void
}): ReactNode {
  const [text, setText] = useState(given.words ?? '')
  const told = useRef(given.words)
  const tell = (words: string) => {
    told.current = words.trim() === '' ? undefined : words
    given.onChange(told.current)
  }
  const tellLater = useDebouncedCallback(tell, typingRestMs)
  useEffect(() => {
    if (told.current === given.words) return
    tellLater.cancel()
    told.current = given.words
    setText(given.words ?? '')
  }, [given.words, tellLater])
  return (
    <TextInput
      type="search"
      size="xs"
      className="filter-words"
      data-filter
      aria-label="Filter"
      placeholder="Name or id (press /)"
      maxLength={wordsMax}
      leftSection={<IconSearch size={14} />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        tellLater(currentTarget.value)
      }}
      rightSection={
        text !== '' && (
          <CloseButton
            size="xs"
            aria-label="Clear the words"
            onClick={() => {
              tellLater.cancel()
              setText('')
              tell('')
            }}
          />
        )
      }
    />
  )
}

function AgentChoice({ agent, onChange }: { agent: string | undefined; onChange: Change }): ReactNode {
  const agents = useQuery(agentChoices)
  const names = agents.data?.items.map(({ name }) => name) ?? []
  return (
    <Choice
      label="Agent"
      any="Any agent"
      options={agent === undefined || names.includes(agent) ? names : [agent, ...names]}
      value={agent}
      onChange={(name) => onChange({ agent: name })}
      searchable
    />
  )
}

function EnvironmentChoice(given: { environment: string | undefined; onChange: Change }): ReactNode {
  const environments = useQuery(environmentsQuery)
  const ids = environments.data?.items.map(({ id }) => id) ?? []
  const { environment } = given
  return (
    <Choice
      label="Environment"
      any="Any environment"
      options={environment === undefined || ids.includes(environment) ? ids : [environment, ...ids]}
      value={environment}
      onChange={(id) => given.onChange({ environment: id })}
    />
  )
}

function BaselineChoice({
  baseline,
  onChange,
}: {
  baseline: boolean | undefined
  onChange: Change
}): ReactNode {
  const words = { true: 'baselines', false: 'all others' } as const
  return (
    <Choice
      label="Baseline"
      any="Baseline or not"
      options={Object.values(words)}
      value={baseline === undefined ? undefined : words[`${baseline}`]}
      onChange={(word) => onChange({ baseline: word === undefined ? undefined : word === words.true })}
    />
  )
}

function Choice(given: {
  label: string
  any: string
  options: readonly string[]
  value: string | undefined
  searchable?: boolean
  onChange: (value: string | undefined) => void
}): ReactNode {
  return (
    <Select
      size="xs"
      className="filter-choice"
      aria-label={given.label}
      placeholder={given.any}
      clearable
      searchable={given.searchable ?? false}
      nothingFoundMessage="None of this name"
      data={[...given.options]}
      value={given.value ?? null}
      onChange={(value) => given.onChange(value ?? undefined)}
    />
  )
}
