import { describe, expect, it } from 'vitest'
import { policyRoutes } from './policy-routes.ts'

const { body: promoting } = policyRoutes['policies.promote']
const { body: acting } = policyRoutes['agents.act']

describe('promoting a policy', () => {
  it('needs no word where the verdict speaks for it', () => {
    expect(promoting.parse({})).toEqual({ force: false })
  })

  it('needs a reason with force', () => {
    expect(promoting.safeParse({ force: true }).error?.issues).toMatchObject([
      { path: ['reason'], message: 'must be given with force' },
    ])
    expect(promoting.parse({ force: true, reason: ' tried on the robot ' })).toEqual({
      force: true,
      reason: 'tried on the robot',
    })
  })

  it.each(['', '   ', 'x'.repeat(501)])('refuses %j as a reason', (reason) => {
    expect(promoting.safeParse({ reason }).success).toBe(false)
  })
})

describe('asking for actions', () => {
  it('takes 1 to 256 observations', () => {
    const answersTo = (count: number) =>
      acting.safeParse({ observations: Array.from({ length: count }, () => [0, 0, 0, 0]) }).success
    expect([0, 1, 256, 257].map(answersTo)).toEqual([false, true, true, false])
  })
})
