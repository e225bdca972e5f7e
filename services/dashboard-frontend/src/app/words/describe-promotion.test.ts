import type { Principal, Promotion } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import {
  describeDecision,
  describePromotion,
  formerBaselines,
  latestApproved,
  personalReason,
} from './describe-promotion.ts'

const me = { kind: 'user', id: 'me', role: 'operator' } as Principal
const promotion = (given: Partial<Promotion> = {}) =>
  ({
    kind: 'promotion',
    state: 'approved',
    policyId: 'p3',
    policyVersion: 3,
    previousPolicyVersion: 2,
    proposedBy: 'insight-engine',
    decidedBy: 'user:me',
    ...given,
  }) as Promotion

describe('a promotion in words', () => {
  it.each([
    [{}, 'v3 became the baseline in place of v2'],
    [{ previousPolicyVersion: null }, 'v3 became the first baseline'],
    [{ state: 'proposed' }, 'v3 is proposed as the baseline in place of v2'],
    [{ state: 'rejected' }, 'v3 was proposed as the baseline in place of v2, and rejected'],
    [{ state: 'superseded' }, 'v3 was proposed, but another policy became the baseline first'],
    [{ kind: 'rollback', policyVersion: 1, previousPolicyVersion: 3 }, 'Back to v1, away from v3'],
  ] as const)('%o', (given, words) => {
    expect(describePromotion(promotion(given))).toBe(words)
  })

  it('names proposer and decider, once where they are the same', () => {
    expect(describeDecision(promotion(), me)).toBe('proposed by insight-engine, decided by you')
    expect(describeDecision(promotion({ proposedBy: 'user:me' }), me)).toBe('decided by you')
    expect(describeDecision(promotion({ state: 'rejected', proposedBy: 'user:x' }), me)).toBe(
      'proposed by another person, rejected by you',
    )
    expect(describeDecision(promotion({ state: 'proposed', decidedBy: null }), me)).toBe(
      'proposed by insight-engine',
    )
  })
})

describe('the reason of a promotion', () => {
  it('is what a person gave, the decision before the proposal; a service has evidence instead', () => {
    const reasons = [
      promotion({ reason: 'Improved on v2', decisionReason: null }),
      promotion({ proposedBy: 'user:x', reason: 'better', decisionReason: null }),
      promotion({ proposedBy: 'user:x', reason: 'better', decisionReason: 'agreed' }),
    ].map(personalReason)
    expect(reasons).toEqual([null, 'better', 'agreed'])
  })
})

describe('the history of a baseline', () => {
  const history = [
    promotion({ state: 'proposed', policyId: 'p5' }),
    promotion({ policyId: 'p2', kind: 'rollback' }),
    promotion({ policyId: 'p3' }),
    promotion({ state: 'rejected', policyId: 'p4' }),
    promotion({ policyId: 'p2' }),
    promotion({ policyId: 'p1' }),
  ]

  it('tells which promotion made the present one', () => {
    expect(latestApproved(history)).toBe(history[1])
    expect(latestApproved([])).toBeUndefined()
  })

  it('offers each former baseline once, never the present one or one that never was', () => {
    expect([...formerBaselines(history).keys()]).toEqual(['p3', 'p1'])
    expect(formerBaselines(history).get('p3')).toBe(history[2])
  })
})
