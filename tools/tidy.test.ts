import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { describeFinding } from './finding.ts'
import { houseRules } from './house-rules.ts'
import { listMembers } from './member.ts'
import { readTree } from './tree.ts'

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)))

describe('the tree', () => {
  it('is really there to be judged', () => {
    expect(listMembers(tree).map(({ name }) => name)).toContain('contracts')
    expect(tree.filter(({ text }) => text !== '').length).toBeGreaterThan(50)
  })

  for (const [rule, find] of Object.entries(houseRules)) {
    it(rule, () => {
      expect(find(tree).map(describeFinding)).toEqual([])
    })
  }
})
