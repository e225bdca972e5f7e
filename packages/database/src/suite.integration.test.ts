import type { Policy } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { type NewEvaluation, storeVerdict } from './evaluations.ts'
import { listSuiteEvaluations, type Suite } from './suite.ts'

const suite: Suite = { episodes: 12, seed: 7, mode: 'deterministic' }

describe('evaluations of a suite', () => {
  let test: TestDatabase
  let first: Policy
  let second: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
    first = await addPolicy(test.database)
    second = await addPolicy(test.database, { seed: 2 })
  })
  afterAll(() => test.dispose())

  const add = async (
    policy: Policy,
    worth: number,
    changes: Partial<NewEvaluation> = {},
    isJudged = true,
  ) => {
    const returnOf = (side: string, index: number) => (side === 'candidate' ? worth + index / 10 : 0)
    const evaluation = await addScoredEvaluation(test.database, policy, returnOf, { ...suite, ...changes })
    if (isJudged)
      await storeVerdict(test.database, evaluation.id, { verdict: 'improved', comparison: {} as never })
    return evaluation
  }
  const list = (changes: Partial<Suite> = {}, ids = [first.id, second.id]) =>
    listSuiteEvaluations(test.database, ids, { ...suite, ...changes })

  it('are the latest judged one of each policy, with its own returns in order to the bit', async () => {
    await add(first, 100)
    const latest = await add(first, 200.12345678901235)
    const only = await add(second, 300)
    await add(second, 400, {}, false)
    const found = await list()
    expect(found.map(({ evaluationId }) => evaluationId).sort()).toEqual([latest.id, only.id].sort())
    const mine = found.find(({ policyId }) => policyId === first.id)
    expect(mine?.score).toEqual(latest.score)
    expect(mine?.returns).toEqual(Array.from({ length: 12 }, (_, index) => 200.12345678901235 + index / 10))
  })

  it('are those of the very suite, of policies that were asked for', async () => {
    const other = await add(first, 500, { mode: 'stochastic' })
    expect(await list({ mode: 'stochastic' })).toMatchObject([{ evaluationId: other.id, policyId: first.id }])
    expect(await list({ seed: 8 })).toEqual([])
    expect(await list({ episodes: 13 })).toEqual([])
    expect((await list({}, [second.id])).map(({ policyId }) => policyId)).toEqual([second.id])
  })
})
