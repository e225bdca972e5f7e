import { describe, expect, it } from 'vitest'
import { type Turn, walkBaselines } from './baseline-history.ts'

const promotion = (policyId: string): Turn => ({ kind: 'promotion', policyId })
const rollback = (policyId: string): Turn => ({ kind: 'rollback', policyId })

describe('the baselines that an agent can be rolled back to', () => {
  it('are its promotions in order while nothing was rolled back', () => {
    expect(walkBaselines([])).toEqual([])
    expect(walkBaselines([promotion('a'), promotion('b'), promotion('c')])).toEqual(['a', 'b', 'c'])
  })

  it('lead further back with every rollback, and never to and fro', () => {
    const turns = [promotion('a'), promotion('b'), promotion('c')]
    for (const expected of ['b', 'a', undefined]) {
      const before = walkBaselines(turns).at(-2)
      expect(before).toBe(expected)
      if (before !== undefined) turns.push(rollback(before))
    }
    expect(walkBaselines(turns)).toEqual(['a'])
  })

  it('skip what lies between when a rollback names an older one', () => {
    expect(walkBaselines([promotion('a'), promotion('b'), promotion('c'), rollback('a')])).toEqual(['a'])
  })

  it('go on from where a rollback led when there is a promotion after it', () => {
    const turns = [promotion('a'), promotion('b'), rollback('a'), promotion('c')]
    expect(walkBaselines(turns)).toEqual(['a', 'c'])
  })

  it('have a policy twice that was promoted twice, and return to the later one', () => {
    const turns = [promotion('a'), promotion('b'), promotion('a'), promotion('c')]
    expect(walkBaselines([...turns, rollback('a')])).toEqual(['a', 'b', 'a'])
  })

  it('gain a policy again that was rolled back from and is returned to by name', () => {
    expect(walkBaselines([promotion('a'), promotion('b'), rollback('a'), rollback('b')])).toEqual(['a', 'b'])
  })
})
