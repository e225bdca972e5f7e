import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findImpurities } from './purity.ts'

const file = 'packages/contracts/src/id.ts'

describe('findImpurities', () => {
  for (const [text, word] of [
    ['const at = Date.now()', 'Date.now'],
    ['const clock = Date.now', 'Date.now'],
    ['const at = new Date()', 'new Date()'],
    ['const at = performance.now()', 'performance.now'],
    ['const luck = Math.random()', 'Math.random'],
    ['const id = crypto.randomUUID()', 'crypto.randomUUID'],
    ['const here = process.cwd()', 'process.cwd'],
    ["import { readFileSync } from 'node:fs'", 'node:fs'],
    ["const late = import('node:assert')", 'node:assert'],
  ] as const) {
    it(`refuses \`${text}\``, () => {
      const [finding, ...others] = findImpurities(sampleTree({ [file]: `\n${text}\n` }))
      expect(others).toEqual([])
      expect(finding).toMatchObject({ path: file, line: 2 })
      expect(finding?.message).toContain(word)
    })
  }

  it('lets a moment be made from a number, and words stand in comments and texts', () => {
    const text = "// Never Date.now() here.\nconst at = new Date(0)\nconst advice = 'pass Math.random() in'\n"
    expect(findImpurities(sampleTree({ [file]: text }))).toEqual([])
  })

  it('lets tests and higher floors use the clock', () => {
    const clock = 'const at = Date.now()\n'
    const tree = sampleTree({
      'packages/contracts/src/id.test.ts': clock,
      'packages/database/src/runs.ts': clock,
    })
    expect(findImpurities(tree)).toEqual([])
  })
})
