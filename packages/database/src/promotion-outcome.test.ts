import { eventSchemas, type Promotion } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { announcePromotion, refuse } from './promotion-outcome.ts'

const id = '0190a6a0-0000-7000-8000-00000000000'
const promotion: Promotion = {
  id: `${id}1`,
  kind: 'promotion',
  agentId: `${id}2`,
  agent: 'cartpole',
  environment: 'CartPole-v1',
  policyId: `${id}3`,
  policyVersion: 3,
  previousPolicyId: `${id}4`,
  previousPolicyVersion: 2,
  evaluationId: `${id}5`,
  state: 'proposed',
  reason: null,
  decisionReason: null,
  proposedBy: 'insight-engine',
  decidedBy: null,
  traceId: null,
  createdAt: '2026-01-31T12:00:00.000Z',
  decidedAt: null,
}

describe('what a promotion announces', () => {
  it.each([
    [
      'proposed',
      'promotion.proposed',
      { promotion: `${id}1`, policy: `${id}3`, agent: 'cartpole', evidence: `${id}5` },
    ],
    ['approved', 'policy.promoted', { policy: `${id}3`, agent: 'cartpole', previousPolicy: `${id}4` }],
    ['rejected', 'promotion.rejected', { promotion: `${id}1`, policy: `${id}3`, agent: 'cartpole' }],
  ] as const)('is, once it is %s, the event %s', (state, kind, data) => {
    const event = announcePromotion({ ...promotion, state })
    expect(event).toEqual({ kind, data })
    expect(eventSchemas[event.kind].parse(event.data)).toEqual(data)
  })
})

describe('a refusal', () => {
  it('has no promotion', () => {
    const { promotion: none, refused } = refuse('STATE_CONFLICT', 'It is the baseline already.')
    expect(none).toBeUndefined()
    expect(refused).toEqual({ code: 'STATE_CONFLICT', message: 'It is the baseline already.' })
  })
})
