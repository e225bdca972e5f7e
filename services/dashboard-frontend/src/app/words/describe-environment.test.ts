import type { EnvironmentDescription } from '@tars/contracts'
import { expect, it } from 'vitest'
import { describeTask } from './describe-environment.ts'

it('a task tells what is seen, what can be done, and when it is solved', () => {
  const pole = { observationSize: 4, actions: 2, stepsMax: 500, solvedAt: 475 } as EnvironmentDescription
  expect(describeTask(pole).replaceAll('\u00a0', ' ')).toBe(
    'Each step it shows 4 numbers and takes one of 2 actions; an episode has at most 500 steps. It counts as solved at a mean return of 475.',
  )
  expect(describeTask({ ...pole, solvedAt: null })).not.toContain('solved')
})
