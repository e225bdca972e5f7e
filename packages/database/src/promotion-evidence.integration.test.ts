import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation } from '../../../tests/harness/evaluation.ts'
import { addLine } from '../../../tests/harness/promotion.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { cancelEvaluation } from './evaluations.ts'
import { describeLack, type Evidence, findEvidence, speaksFor } from './promotion-evidence.ts'

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
    })
    expect(await find(older.id)).toMatchObject({ evaluationId: older.id, verdict: 'regressed' })
  })

  it('is one that is under way while none is judged, but none that was cancelled', async () => {
    const [policy] = await addLine(test.database, 'waiting', 1)
    const open = await addEvaluation(test.database, policy!)
    const find = () => findEvidence(test.database, { baselinePolicyId: null }, policy!.id)
    expect(await find()).toEqual({ evaluationId: open.id, verdict: null, sentence: null })
    await cancelEvaluation(test.database, open.id)
    expect(await find()).toBeUndefined()
  })
})

describe('evidence', () => {
  const evidence = (verdict: Evidence['verdict']): Evidence => ({
    evaluationId: 'evaluation',
    verdict,
    sentence: 'It fell',
  })

  it('speaks for a policy when it says improved or equivalent, and else does not', () => {
    expect(speaksFor(evidence('improved'))).toBe(true)
    expect(speaksFor(evidence('equivalent'))).toBe(true)
    for (const verdict of ['regressed', 'inconclusive', null] as const)
      expect(speaksFor(evidence(verdict))).toBe(false)
    expect(speaksFor(undefined)).toBe(false)
  })

  it('that is missing is named exactly', () => {
    expect(describeLack(line, 3, undefined)).toBe('cartpole v3 has not been evaluated against baseline v2.')
    expect(describeLack({ ...line, baselineVersion: null }, 1, undefined)).toBe(
      'cartpole v1 has not been evaluated against playing at random.',
    )
    expect(describeLack(line, 3, evidence(null))).toBe(
      'The evaluation of cartpole v3 against baseline v2 is not judged yet.',
    )
    expect(describeLack(line, 3, evidence('regressed'))).toBe(
      'cartpole v3 was evaluated against baseline v2, and its verdict is regressed: It fell.',
    )
  })
})
