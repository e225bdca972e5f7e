import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { readEvaluation } from './evaluations.ts'
import { giveUpEvaluation } from './give-up-evaluation.ts'
import { createId } from './id.ts'

describe('giving up an evaluation', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.dispose())

  const giveUp = (id: string) => test.database.transaction((sql) => giveUpEvaluation(sql, id, 'no more'))

  it('fails it with the reason, with its runs, also when it is scored, and gives the event once', async () => {
    const policy = await addPolicy(test.database)
    const waiting = await addEvaluation(test.database, policy)
    const event = await giveUp(waiting.id)
    expect(event).toEqual({
      kind: 'evaluation.failed',
      data: {
        evaluation: waiting.id,
        policy: policy.id,
        agent: 'cartpole',
        environment: 'CartPole-v1',
        error: 'no more',
      },
    })
    expect(await test.database.query("SELECT 1 FROM runs WHERE state <> 'cancelled'")).toEqual([])
    const scored = await addScoredEvaluation(test.database, policy, (_, index) => index)
    expect(await giveUp(scored.id)).toMatchObject({ data: { evaluation: scored.id } })
    for (const { id } of [waiting, scored]) {
      expect(await readEvaluation(test.database, id)).toMatchObject({ state: 'failed', error: 'no more' })
      expect(await giveUp(id)).toBeUndefined()
    }
  })

  it('does nothing where there is none', async () => {
    expect(await giveUp(createId())).toBeUndefined()
  })
})
