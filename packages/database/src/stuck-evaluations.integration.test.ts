import type { Policy } from '@tars/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation, landRuns } from '../../../tests/harness/evaluation.ts'
import { storeVerdict } from './evaluations.ts'
import { lockStuckEvaluations } from './stuck-evaluations.ts'

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

describe('stuck evaluations', () => {
  let test: TestDatabase
  let policy: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.dispose())
  beforeEach(async () => {
    await test.database.query('TRUNCATE agents CASCADE')
    policy = await addPolicy(test.database)
  })

  const age = () => test.database.query("UPDATE runs SET ended_at = ended_at - interval '61 seconds'")
  const list = () => lockStuckEvaluations(test.database, 60_000)

  it('are those whose last run ended some time ago and that are not judged', async () => {
    const played = await addEvaluation(test.database, policy, { traceparent })
    await landRuns(test.database, (_, index) => index)
    const scored = await addScoredEvaluation(test.database, policy, (_, index) => index)
    const judged = await addScoredEvaluation(test.database, policy, (_, index) => index)
    await storeVerdict(test.database, judged.id, { verdict: 'equivalent', comparison: {} as never })
    expect(await list()).toEqual([])
    await age()
    expect(await list()).toMatchObject([
      {
        id: played.id,
        policyId: policy.id,
        agent: 'cartpole',
        episodesDone: 40,
        episodesTotal: 40,
        traceparent,
      },
      { id: scored.id, state: 'scored', score: { mean: 9.5 } },
    ])
  })

  it('are none of those that are played still', async () => {
    await addEvaluation(test.database, policy)
    await landRuns(test.database, (_, index) => index)
    await age()
    await test.database.query(
      "UPDATE runs SET state = 'running', ended_at = NULL WHERE side = 'baseline' AND first_episode = 10",
    )
    expect(await list()).toEqual([])
  })

  it('are passed over by whoever comes second while they are held', async () => {
    await addEvaluation(test.database, policy)
    await landRuns(test.database, (_, index) => index)
    await age()
    await test.database.transaction(async (sql) => {
      expect(await lockStuckEvaluations(sql, 60_000)).toHaveLength(1)
      expect(await list()).toEqual([])
    })
    expect(await list()).toHaveLength(1)
  })
})
