import type { Evaluation } from '@tars/contracts'
import { expect, it } from 'vitest'
import { findUnderWay } from './under-way.ts'

it('an evaluation is under way when it is open and of the very suite', () => {
  const suite = { episodes: 100, seed: 0, mode: 'deterministic' } as const
  const of = (id: string, given: Partial<Evaluation>) =>
    ({ id, ...suite, state: 'queued', ...given }) as Evaluation
  const others = [of('a', { state: 'judged' }), of('b', { episodes: 50 }), of('c', { seed: 1 })]
  expect(findUnderWay(others, suite)).toBeUndefined()
  expect(findUnderWay([...others, of('d', { mode: 'stochastic' }), of('e', {})], suite)?.id).toBe('e')
})
