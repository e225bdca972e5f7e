import { type Insight, insightSchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { listInsights, storeInsight } from './insights.ts'

type NewInsight = Omit<Insight, 'id' | 'createdAt'>

let test: TestDatabase
let ofEvaluation: NewInsight
let ofAnother: NewInsight
beforeAll(async () => {
  test = await createTestDatabase()
  const policy = await addPolicy(test.database)
  const makeInsight = async (): Promise<NewInsight> => {
    const evaluation = await addEvaluation(test.database, policy)
    return {
      kind: 'policy.regressed',
      severity: 'warning',
      title: 'Worse',
      detail: 'It is worse than before.',
      agentId: policy.agentId,
      evaluationId: evaluation.id,
      trainingId: null,
    }
  }
  ofEvaluation = await makeInsight()
  ofAnother = await makeInsight()
})
afterAll(() => test.dispose())

describe('an insight', () => {
  it('is stored once for its kind and subject, however often it is found', async () => {
    const found = await Promise.all(
      Array.from({ length: 5 }, () => storeInsight(test.database, ofEvaluation, 'local')),
    )
    expect(found.filter((id) => id !== undefined)).toHaveLength(1)
    expect(
      await storeInsight(test.database, { ...ofEvaluation, title: 'Still worse' }, 'local'),
    ).toBeUndefined()
    const [insight, ...rest] = await listInsights(test.database, {}, { limit: 9 })
    expect(insight).toMatchObject(ofEvaluation)
    expect(insightSchema.parse(insight)).toEqual(insight)
    expect(rest).toEqual([])
  })

  it('is another one for another kind or another subject; the newest is first', async () => {
    const failed = await storeInsight(test.database, { ...ofEvaluation, kind: 'evaluation.failed' }, 'local')
    const another = await storeInsight(test.database, ofAnother, 'local')
    const listed = await listInsights(test.database, {}, { limit: 2 })
    expect(listed.map(({ id }) => id)).toEqual([another, failed])
    expect(await listInsights(test.database, {}, { limit: 1, before: another! })).toMatchObject([
      { id: failed },
    ])
  })
})
