import { CloseButton, Group, NumberInput, Select } from '@mantine/core'
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import {
  type ActionMode,
  actionModeSchema,
  comparedPoliciesMax,
  evaluationEpisodesMax,
} from '@tars/contracts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { policySuggestions } from '../api/comparison-queries.ts'
import { policyById } from '../api/policy-queries.ts'
import { describeNothingFound } from '../components/nothing-found.ts'
import { namePolicy } from '../words/describe-promotion.ts'
import { absent } from '../words/quantity.ts'
import type { Suite } from './comparison-search.ts'
import { policyMark } from './policy-mark.ts'

const typingMs = 200

/** Chooses the policies to compare, and the suite to compare them on. */
export function ChoosePolicies(given: {
  ids: readonly string[]
  suite: Suite
  onPolicies: (ids: string[]) => void
  onSuite: (suite: Suite) => void
}): ReactNode {
  const { ids, suite, onPolicies, onSuite } = given
  return (
    <div className="stack">
      {ids.length > 0 && (
        <ChosenPolicies ids={ids} onRemove={(id) => onPolicies(ids.filter((each) => each !== id))} />
      )}
      <Group gap="sm" align="flex-end" className="actions">
        <AddPolicy ids={ids} onAdd={(id) => onPolicies([...ids, id])} />
        <SuiteNumber
          label="Episodes"
          min={1}
          max={evaluationEpisodesMax}
          value={suite.episodes}
          onChange={(episodes) => onSuite({ ...suite, episodes })}
        />
        <SuiteNumber
          label="Suite seed"
          min={0}
          value={suite.seed}
          onChange={(seed) => onSuite({ ...suite, seed })}
        />
        <Select
          size="xs"
          w={150}
          label="Actions"
          allowDeselect={false}
          data={actionModeSchema.options}
          value={suite.mode}
          onChange={(mode) => onSuite({ ...suite, mode: mode as ActionMode })}
        />
      </Group>
    </div>
  )
}

/** A number of the suite: what is typed shows at once and counts after a rest; one that changes elsewhere is shown. */
function SuiteNumber(given: {
  label: string
  min: number
  max?: number
  value: number
  onChange: (value: number) => void
}): ReactNode {
  const { value, onChange, ...field } = given
  const [shown, setShown] = useState<number | string>(value)
  const told = useRef(value)
  const tellLater = useDebouncedCallback((typed: number) => {
    told.current = typed
    onChange(typed)
  }, typingMs)
  useEffect(() => {
    if (told.current === value) return
    tellLater.cancel()
    told.current = value
    setShown(value)
  }, [value, tellLater])
  return (
    <NumberInput
      {...field}
      size="xs"
      w={110}
      allowDecimal={false}
      value={shown}
      onChange={(typed) => {
        setShown(typed)
        if (typeof typed === 'number') tellLater(typed)
        else tellLater.cancel()
      }}
    />
  )
}

function ChosenPolicies(given: { ids: readonly string[]; onRemove: (id: string) => void }): ReactNode {
  const policies = useQueries({ queries: given.ids.map((id) => policyById(id)) })
  return (
    <ul className="chosen" aria-label="Chosen policies">
      {given.ids.map((id, i) => {
        const policy = policies[i]?.data
        const name = policy === undefined ? absent : namePolicy(policy)
        return (
          <li key={id}>
            <strong>{policyMark(i).letter}</strong> {name}{' '}
            <span className="light">{policy?.environment}</span>
            <CloseButton
              size="xs"
              className="actions"
              aria-label={`Leave out ${policyMark(i).letter}`}
              onClick={() => given.onRemove(id)}
            />
          </li>
        )
      })}
    </ul>
  )
}

function AddPolicy({ ids, onAdd }: { ids: readonly string[]; onAdd: (id: string) => void }): ReactNode {
  const [words, setWords] = useState('')
  const wanted = words.trim()
  const [search] = useDebouncedValue(wanted, typingMs)
  const found = useQuery({ ...policySuggestions(search), placeholderData: keepPreviousData })
  const isFull = ids.length >= comparedPoliciesMax
  const options = (found.data?.items ?? []).filter(({ id }) => !ids.includes(id))
  return (
    <Select
      size="xs"
      w={280}
      data-filter
      searchable
      label="Add a policy"
      placeholder={isFull ? `At most ${comparedPoliciesMax}` : 'Agent, environment or id'}
      disabled={isFull}
      nothingFoundMessage={describeNothingFound(found, wanted !== search, 'No policy is called so')}
      filter={({ options: all }) => all}
      data={options.map((policy) => ({
        value: policy.id,
        label: `${namePolicy(policy)} · ${policy.environment}${policy.isBaseline ? ' · baseline' : ''}`,
      }))}
      searchValue={words}
      onSearchChange={setWords}
      value={null}
      onChange={(id) => {
        if (id !== null) onAdd(id)
        setWords('')
      }}
    />
  )
}
