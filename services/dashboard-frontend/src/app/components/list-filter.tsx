import { Button, CloseButton, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { agentChoices } from '../api/policy-queries.ts'
import { environmentsQuery } from '../api/training-queries.ts'
import { countFilters, type ListOffer, type ListSearch, wordsMax } from '../list-search.ts'
import { describeNothingFound } from './nothing-found.ts'

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

/** Chooses an agent by its name, among all there are: words are searched for on the platform. */
export function AgentChoice(given: {
  agent: string | undefined
  onChange: (part: { agent: string | undefined }) => void
  /** Whether the key that leads to the filter leads here. */
  isFirst?: boolean
}): ReactNode {
  const { agent } = given
  const [words, setWords] = useState('')
  const wanted = words === agent ? '' : words.trim().slice(0, wordsMax)
  const [search] = useDebouncedValue(wanted, typingRestMs)
  const agents = useQuery({ ...agentChoices(search), placeholderData: keepPreviousData })
  const names = agents.data?.items.map(({ name }) => name) ?? []
  return (
    <Choice
      label="Agent"
      any="Any agent"
      options={agent === undefined || names.includes(agent) ? names : [agent, ...names]}
      nothingFound={describeNothingFound(agents, wanted !== search, 'None of this name')}
      value={agent}
      onChange={(name) => given.onChange({ agent: name })}
      onSearch={setWords}
      isFirst={given.isFirst ?? false}
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
      nothingFound={describeNothingFound(environments, false, 'There is none')}
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

/** Chooses one of a few values to filter by, or none of them. */
export function Choice<Value extends string>(given: {
  label: string
  any: string
  options: readonly (Value | { value: Value; label: string })[]
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  /** What is said when there is nothing to choose. */
  nothingFound?: string
  /** Is told what is typed; without it nothing can be. */
  onSearch?: (words: string) => void
  isFirst?: boolean
}): ReactNode {
  return (
    <Select
      size="xs"
      className="filter-choice"
      data-filter={given.isFirst || undefined}
      aria-label={given.label}
      placeholder={given.any}
      clearable
      searchable={given.onSearch !== undefined}
      onSearchChange={given.onSearch}
      nothingFoundMessage={given.nothingFound}
      data={[...given.options]}
      value={given.value ?? null}
      onChange={(value) => given.onChange(value ?? undefined)}
    />
  )
}
