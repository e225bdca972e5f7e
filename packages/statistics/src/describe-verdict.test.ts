import { describe, expect, it } from 'vitest'
import { describeVerdict } from './describe-verdict.ts'
import { compare, type PairedVerdict } from './verdict.ts'

const result: PairedVerdict = {
  verdict: 'equivalent',
  difference: 2.1,
  interval: [-0.4, 4.6],
  margin: 5,
  range: 100,
  confidence: 0.95,
  episodes: 200,
  fewest: 6,
  wins: 90,
  ties: 40,
  losses: 70,
  probabilityOfImprovement: 0.55,
}
const figures = '+2.1 points, 95 % interval −0.4…+4.6, margin 5 %, 200 episodes'

describe('describeVerdict', () => {
  it.each([
    ['equivalent', 'No worse than baseline', 'cart-9 is no worse than cart-7'],
    ['improved', 'Improved on baseline', 'cart-9 improved on cart-7'],
    ['regressed', 'Regressed from baseline', 'cart-9 regressed from cart-7'],
    ['inconclusive', 'Inconclusive against baseline', 'cart-9 against cart-7 is inconclusive'],
  ] as const)('opens %s in words, with or without names', (verdict, plain, named) => {
    expect(describeVerdict({ ...result, verdict })).toBe(`${plain}: ${figures}`)
    const names = { candidate: 'cart-9', baseline: 'cart-7' }
    expect(describeVerdict({ ...result, verdict }, names)).toBe(`${named}: ${figures}`)
  })

  it('says why there is no interval', () => {
    expect(describeVerdict(compare({ candidate: [20], baseline: [500], range: 480 }))).toBe(
      'Inconclusive against baseline: −480.0 points, no 95 % interval below 6 episodes, margin 5 %, 1 episode',
    )
  })

  it('shows more decimals for a small margin and no sign on zero', () => {
    const small = {
      ...result,
      difference: -0.00004,
      interval: [-0.0021, 0.0019],
      margin: 0.0125,
      range: 0.5,
    } as const
    expect(describeVerdict({ ...small, confidence: 0.975 })).toBe(
      'No worse than baseline: 0.000 points, 97.5 % interval −0.002…+0.002, margin 2.5 %, 200 episodes',
    )
  })

  it('keeps one decimal for a large margin', () => {
    expect(describeVerdict({ ...result, margin: 240, range: 480 })).toContain('+2.1 points')
  })
})
