import { CloseButton, Group, NumberInput, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import {
  type ActionMode,
  actionModeSchema,
  comparedPoliciesMax,
  evaluationEpisodesMax,
} from '@tars/contracts'
import { type ReactNode, useState } from 'react'
import { policySuggestions } from '../api/comparison-queries.ts'
import { policyById } from '../api/policy-queries.ts'
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
        <NumberInput
          size="xs"
          w={110}
          label="Episodes"
          min={1}
          max={evaluationEpisodesMax}
          allowDecimal={false}
          value={suite.episodes}
          onChange={(episodes) => typeof episodes === 'number' && onSuite({ ...suite, episodes })}
        />
        <NumberInput
          size="xs"
          w={110}
          label="Suite seed"
          min={0}
          allowDecimal={false}
          value={suite.seed}
          onChange={(seed) => typeof seed === 'number' && onSuite({ ...suite, seed })}
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

function ChosenPolicies(given: { ids: readonly string[]; onRemove: (id: string) => void }): ReactNode {
  const policies = useQueries({ queries: given.ids.map((id) => policyById(id)) })
  return (
    <ul className="chosen" aria-label="Chosen policies">
      {given.ids.map((id, i) => {
        const policy = policies[i]?.data
        const name = policy === undefined ? absent : `${policy.agent} v${policy.version}`
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
  const [search] = useDebouncedValue(words.trim(), typingMs)
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
      nothingFoundMessage={found.isPending ? 'Searching' : 'No policy is called so'}
      filter={({ options: all }) => all}
      data={options.map(({ id, agent, version, environment, isBaseline }) => ({
        value: id,
        label: `${agent} v${version} · ${environment}${isBaseline ? ' · baseline' : ''}`,
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
