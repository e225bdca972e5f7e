import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation } from '../../../tests/harness/evaluation.ts'
import { addLine } from '../../../tests/harness/promotion.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { cancelEvaluation } from './evaluations.ts'
import { promotePolicy } from './promote-policy.ts'
import { describeLack, type Evidence, findEvidence, speaksFor } from './promotion-evidence.ts'
import { insertVerification } from './verifications.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const line = {
  id: 'line',
  name: 'cartpole',
  approval: 'person',
  baselinePolicyId: 'baseline',
  baselineVersion: 2,
} as const

describe('the evidence for a policy', () => {
  it('is its latest judged evaluation against the current baseline, and of no other', async () => {
    const [baseline, policy] = await addLine(test.database, 'evident', 2)
    const against = { baselinePolicyId: baseline!.id }
    const find = (evaluationId?: string) => findEvidence(test.database, against, policy!.id, evaluationId)
    expect(await find()).toBeUndefined()
    await addVerdict(test.database, policy!, { verdict: 'improved' })
    await addVerdict(test.database, baseline!, { verdict: 'improved', baselinePolicyId: policy!.id })
    expect(await find()).toBeUndefined()
    const older = await addVerdict(test.database, policy!, { verdict: 'regressed', ...against })
    const newer = await addVerdict(test.database, policy!, { verdict: 'equivalent', ...against })
    await addEvaluation(test.database, policy!, against)
    expect(await find()).toEqual({
      evaluationId: newer.id,
      verdict: 'equivalent',
      sentence: 'The verdict of the test: equivalent',
      repeats: true,
    })
    expect(await find(older.id)).toMatchObject({ evaluationId: older.id, verdict: 'regressed' })
  })

  it('is one that is under way while none is judged, but none that was cancelled', async () => {
    const [policy] = await addLine(test.database, 'waiting', 1)
    const open = await addEvaluation(test.database, policy!)
    const find = () => findEvidence(test.database, { baselinePolicyId: null }, policy!.id)
    expect(await find()).toEqual({ evaluationId: open.id, verdict: null, sentence: null, repeats: true })
    await cancelEvaluation(test.database, open.id)
    expect(await find()).toBeUndefined()
  })

  it('is not one with actions drawn by chance, because a baseline is not served that way', async () => {
    const [policy] = await addLine(test.database, 'stochastic', 1)
    const { id } = await addVerdict(test.database, policy!, { verdict: 'improved' })
    await test.database.query("UPDATE evaluations SET mode = 'stochastic' WHERE id = $1", [id])
    expect(await findEvidence(test.database, { baselinePolicyId: null }, policy!.id)).toBeUndefined()
  })

  it('is worth nothing once a verification could not repeat it, until a later one can', async () => {
    const [policy] = await addLine(test.database, 'unrepeatable', 1)
    const { id: evaluationId } = await addVerdict(test.database, policy!, { verdict: 'improved' })
    const asked = { evaluationId, requestedBy: 'user:ada', region: 'test', traceparent: null }
    const find = () => findEvidence(test.database, { baselinePolicyId: null }, policy!.id)
    const promote = () =>
      test.database.transaction((sql) =>
        promotePolicy(sql, {
          policyId: policy!.id,
          actor: 'user:ada',
          reason: null,
          force: false,
          traceparent: null,
        }),
      )
    const verify = async (state: 'completed' | 'failed', matches: boolean | null) => {
      const verification = await insertVerification(test.database, asked)
      expect((await find())?.repeats).toBe(true)
      await test.database.query('UPDATE verifications SET state = $2, matches = $3 WHERE id = $1', [
        verification?.id,
        state,
        matches,
      ])
    }
    await verify('failed', null)
    await verify('completed', false)
    expect((await promote()).refused).toEqual({
      code: 'PROMOTION_UNPROVEN',
      message:
        'unrepeatable v1 was evaluated against playing at random, but that could not be repeated when it was verified: evaluate it again.',
    })
    await insertVerification(test.database, asked)
    expect((await find())?.repeats).toBe(false)
    await test.database.query(
      "UPDATE verifications SET state = 'completed', matches = true WHERE state = 'queued'",
    )
    expect((await promote()).promotion).toMatchObject({ state: 'approved', evaluationId })
  })
})

describe('evidence', () => {
  const evidence = (verdict: Evidence['verdict'], repeats = true): Evidence => ({
    evaluationId: 'evaluation',
    verdict,
    sentence: 'It fell',
    repeats,
  })

  it('speaks for a policy when it says improved or equivalent, and else does not', () => {
    expect(speaksFor(evidence('improved'))).toBe(true)
    expect(speaksFor(evidence('equivalent'))).toBe(true)
    for (const verdict of ['regressed', 'inconclusive', null] as const)
      expect(speaksFor(evidence(verdict))).toBe(false)
    expect(speaksFor(undefined)).toBe(false)
    expect(speaksFor(evidence('improved', false))).toBe(false)
  })

  it('that is missing is named exactly', () => {
    expect(describeLack(line, 3, undefined)).toBe(
      'cartpole v3 has no deterministic evaluation against baseline v2.',
    )
    expect(describeLack({ ...line, baselineVersion: null }, 1, undefined)).toBe(
      'cartpole v1 has no deterministic evaluation against playing at random.',
    )
    expect(describeLack(line, 3, evidence(null))).toBe(
      'The evaluation of cartpole v3 against baseline v2 is not judged yet.',
    )
    expect(describeLack(line, 3, evidence('regressed'))).toBe(
      'cartpole v3 was evaluated against baseline v2, and its verdict is regressed: It fell.',
    )
  })
})
