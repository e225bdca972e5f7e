import { describe, expect, it } from 'vitest'
import { houseRules } from './house-rules.ts'
import { sampleTree } from './sample-tree.ts'

describe('houseRules', () => {
  for (const [rule, find] of Object.entries(houseRules)) {
    it(`finds nothing in a clean tree: ${rule}`, () => {
      expect(find(sampleTree())).toEqual([])
    })
  }
})
