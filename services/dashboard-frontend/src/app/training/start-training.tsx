import { Button, Checkbox, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { EnvironmentDescription } from '@tars/contracts'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { environmentsQuery } from '../api/training-queries.ts'
import { Failure } from '../components/failure.tsx'
import { fieldProblems } from '../words/describe-error.ts'
import { countOf, formatReturn } from '../words/quantity.ts'
import { evaluateEpisodes, type TrainingForm, trainingRequestOf } from './training-form.ts'

/** The button and the dialog that start a training, of one environment if it is named; nothing for those who may not. */
export function StartTraining(given: { environment?: string; label?: string }): ReactNode {
  const [opened, setOpened] = useState(false)
  const session = useQuery(sessionQuery)
  if (!may(session.data, 'train')) return null
  return (
    <>
      <Button
        size={given.environment === undefined ? 'sm' : 'xs'}
        aria-label={given.environment === undefined ? undefined : `Train ${given.environment}`}
        onClick={() => setOpened(true)}
      >
        {given.label ?? 'Start a training'}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Start a training" centered>
        <StartForm environment={given.environment ?? ''} />
      </Modal>
    </>
  )
}

const blank: TrainingForm = { environment: '', preset: null, seed: 1, steps: '', agent: '', evaluate: true }

function StartForm({ environment }: { environment: string }): ReactNode {
  const environments = useQuery(environmentsQuery)
  const [form, setForm] = useState({ ...blank, environment })
  const start = useStart()
  const items = environments.data?.items ?? []
  const chosen = items.find(({ id }) => id === form.environment) ?? items[0]
  const change = (part: Partial<TrainingForm>) => setForm((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen !== undefined) start.mutate({ ...form, environment: chosen.id })
  }
  if (environments.isError && environments.data === undefined) {
    return <Failure error={environments.error} onRetry={() => void environments.refetch()} />
  }
  const problems = fieldProblems(start.error)
  return (
    <form className="stack" onSubmit={submit}>
      <Select
        label="Environment"
        description={chosen && describeEnvironment(chosen)}
        allowDeselect={false}
        disabled={environments.isPending}
        data={items.map(({ id }) => id)}
        value={chosen?.id ?? null}
        error={problems.environment}
        onChange={(environment) => change({ environment: environment ?? '', preset: null })}
      />
      <StartNumbers form={form} problems={problems} presets={chosen?.presets ?? []} onChange={change} />
      <TextInput
        label="Name"
        description="The agent that the policy will belong to."
        placeholder={chosen === undefined ? '' : `ppo-${chosen.id.toLowerCase()}`}
        value={form.agent}
        error={problems.agent}
        onChange={({ currentTarget }) => change({ agent: currentTarget.value })}
      />
      <Checkbox
        label={`Evaluate the policy afterwards, over ${countOf(evaluateEpisodes, 'episode')}`}
        checked={form.evaluate}
        onChange={({ currentTarget }) => change({ evaluate: currentTarget.checked })}
      />
      {start.isError && <Failure error={start.error} />}
      <Group justify="flex-end">
        <Button type="submit" loading={start.isPending} disabled={chosen === undefined}>
          Start
        </Button>
      </Group>
    </form>
  )
}

function StartNumbers(given: {
  form: TrainingForm
  problems: Record<string, string>
  presets: readonly string[]
  onChange: (part: Partial<TrainingForm>) => void
}): ReactNode {
  const { form, problems, presets, onChange } = given
  return (
    <>
      <Select
        label="Preset"
        placeholder="The environment's own"
        clearable
        data={[...presets]}
        value={form.preset}
        error={problems.preset}
        onChange={(preset) => onChange({ preset })}
      />
      <Group grow align="flex-start">
        <NumberInput
          label="Steps"
          placeholder="Of the preset"
          min={1}
          allowDecimal={false}
          thousandSeparator=","
          value={form.steps}
          error={problems.steps}
          onChange={(steps) => onChange({ steps })}
        />
        <NumberInput
          label="Seed"
          min={0}
          allowDecimal={false}
          value={form.seed}
          error={problems.seed}
          onChange={(seed) => onChange({ seed })}
        />
      </Group>
    </>
  )
}

function useStart() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (form: TrainingForm) => client.call('trainings.create', { body: trainingRequestOf(form) }),
    onSuccess: async (training) => {
      queries.setQueryData(['trainings', 'one', training.id], training)
      void queries.invalidateQueries({ queryKey: ['trainings', 'recent'] })
      await navigate({ to: '/trainings/$id', params: { id: training.id } })
    },
  })
}

function describeEnvironment({ title, solvedAt, stepsMax }: EnvironmentDescription): string {
  const solved = solvedAt === null ? '' : `, solved at a mean return of ${formatReturn(solvedAt)}`
  return `${title}: up to ${stepsMax} steps an episode${solved}.`
}
