import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findOpenEnds } from './open-ends.ts'

describe('findOpenEnds', () => {
  it('finds marks in comments of sources, with their lines', () => {
    const path = 'packages/contracts/src/id.ts'
    for (const text of ['\n// TODO: later\n', '/*\n * FIXME later\n */\n', '\nconst a = 1 // XXX\n']) {
      expect(findOpenEnds(sampleTree({ [path]: text }))).toMatchObject([{ path, line: 2 }])
    }
  })

  it('finds marks anywhere in documents, SQL and scripts', () => {
    for (const path of ['docs/plan.md', 'packages/database/migrations/0001-runs.sql', 'tars']) {
      expect(findOpenEnds(sampleTree({ [path]: 'TODO' }))).toMatchObject([{ path, line: 1 }])
    }
  })

  it('lets the same letters stand in texts and in other words', () => {
    const text = "const mark = 'TODO'\n// Todorov and hackers.\n"
    expect(findOpenEnds(sampleTree({ 'packages/contracts/src/id.ts': text }))).toEqual([])
  })
})
