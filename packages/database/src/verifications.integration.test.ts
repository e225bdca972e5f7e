import { type Evaluation, type Receipt, type Verification, verificationSchema } from '@tars/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, trainTinyPolicy } from '../../../tests/harness/evaluation.ts'
import { storeScore, storeVerdict } from './evaluations.ts'
import type { Held } from './trainings.ts'
import {
  beginVerification,
  completeVerification,
  failVerification,
  findOpenVerification,
  insertVerification,
  listVerifications,
  readVerification,
  recordVerificationProgress,
} from './verifications.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
const nobody = '0198c5d0-0000-4000-8000-000000000001'

describe('verifications', () => {
  let test: TestDatabase
  let evaluation: Evaluation
  beforeAll(async () => {
    test = await createTestDatabase()
    const { file } = trainTinyPolicy()
    evaluation = await addEvaluation(test.database, await addPolicy(test.database, { file }))
  })
  afterAll(() => test.dispose())
  beforeEach(() => test.database.query('TRUNCATE verifications'))

  const insert = () =>
    insertVerification(test.database, {
      evaluationId: evaluation.id,
      requestedBy: 'user:1',
      region: 'north',
      traceparent,
    })
  const hold = async ({ id }: Verification): Promise<Held> => {
    const [held] = await test.database.query<Held>(
      `UPDATE verifications SET state = 'running', lease_token = gen_random_uuid() WHERE id = $1
       RETURNING id, lease_token AS token`,
      [id],
    )
    return held!
  }
  const begin = async () => {
    const verification = (await insert())!
    return { verification, held: await hold(verification) }
  }

  it('are queued with who asked for them, in their trace', async () => {
    const verification = await insert()
    expect(verificationSchema.parse(verification)).toMatchObject({
      evaluationId: evaluation.id,
      state: 'queued',
      episodesDone: 0,
      episodesTotal: 40,
      matches: null,
      checks: [],
      differences: [],
      differing: null,
      requestedBy: 'user:1',
      traceId,
    })
    expect(await readVerification(test.database, nobody)).toBeUndefined()
  })

  it('are open one at a time for an evaluation, also when two are asked for at once', async () => {
    const [one, other] = await Promise.all([insert(), insert()])
    const first = one ?? other
    expect([one, other].filter((verification) => verification !== undefined)).toHaveLength(1)
    expect(await findOpenVerification(test.database, evaluation.id)).toEqual(first)
    const held = await hold(first!)
    expect(await insert()).toBeUndefined()
    expect(await failVerification(test.database, held, 'broken')).toBe(evaluation.id)
    expect(await findOpenVerification(test.database, evaluation.id)).toBeUndefined()
    const second = await insert()
    expect(second?.id).not.toBe(first?.id)
    const listed = await listVerifications(test.database, evaluation.id, { limit: 10 })
    expect(listed.map(({ id, state }) => [id, state])).toEqual([
      [second?.id, 'queued'],
      [first?.id, 'failed'],
    ])
    const older = await listVerifications(test.database, evaluation.id, { limit: 10, before: second?.id })
    expect(older.map(({ id }) => id)).toEqual([first?.id])
    expect(await listVerifications(test.database, nobody, { limit: 10 })).toEqual([])
  })

  it('give whoever holds them the order, and begin anew', async () => {
    const receipt = { policyHash: 'weights' } as Receipt
    const score = { returnsHash: 'returns' } as never
    await storeScore(test.database, evaluation.id, { score, baselineScore: score, receipt })
    const comparison = { baselineScore: score } as never
    await storeVerdict(test.database, evaluation.id, { verdict: 'improved', comparison })
    const { held } = await begin()
    expect(await recordVerificationProgress(test.database, held, 7)).toBe(true)
    expect(await beginVerification(test.database, held)).toEqual({
      evaluationId: evaluation.id,
      policyId: evaluation.policyId,
      baselinePolicyId: null,
      agent: 'cartpole',
      environment: 'CartPole-v1',
      episodes: 20,
      seed: 7,
      mode: 'deterministic',
      receipt,
      comparison,
      traceparent,
    })
    expect((await readVerification(test.database, held.id))?.episodesDone).toBe(0)
  })

  it('keep what was found', async () => {
    const { held } = await begin()
    const checks = [{ name: 'policyHash' as const, expected: 'a', found: 'b', matches: false }]
    const differences = [{ side: 'candidate' as const, index: 3, seed: 9, recorded: 500, replayed: 499.5 }]
    const result = { matches: false, checks, differences, differing: 1, episodesDone: 40 }
    expect(await completeVerification(test.database, held, result)).toBe(true)
    const found = verificationSchema.parse(await readVerification(test.database, held.id))
    expect(found).toMatchObject({ state: 'completed', ...result })
    expect(found.endedAt).not.toBeNull()
    expect(await completeVerification(test.database, held, result)).toBe(false)
  })

  it('change nothing for whoever has lost the lease', async () => {
    const { verification, held } = await begin()
    const lost = { ...held, token: nobody }
    const result = { matches: true, checks: [], differences: [], differing: 0, episodesDone: 40 }
    expect(await beginVerification(test.database, lost)).toBeUndefined()
    expect(await recordVerificationProgress(test.database, lost, 5)).toBe(false)
    expect(await completeVerification(test.database, lost, result)).toBe(false)
    expect(await failVerification(test.database, lost, 'no')).toBeUndefined()
    expect(await readVerification(test.database, held.id)).toEqual({ ...verification, state: 'running' })
  })

  it('keep the reason for which they failed', async () => {
    const { held } = await begin()
    expect(await failVerification(test.database, held, 'no such policy')).toBe(evaluation.id)
    expect(await readVerification(test.database, held.id)).toMatchObject({
      state: 'failed',
      error: 'no such policy',
      matches: null,
    })
  })
})
