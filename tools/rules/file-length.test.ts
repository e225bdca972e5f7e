import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { fileLinesMax, findLongFiles } from './file-length.ts'

const path = 'packages/contracts/src/id.ts'
const longest = 'const a = 1\n'.repeat(fileLinesMax)

describe('findLongFiles', () => {
  it('refuses the first line too many', () => {
    expect(findLongFiles(sampleTree({ [path]: longest }))).toEqual([])
    expect(findLongFiles(sampleTree({ [path]: `${longest}const b = 2\n` }))).toEqual([
      { path, message: 'has 401 lines, more than 400: give its second concept a file of its own' },
    ])
  })

  it('counts a last line without an end', () => {
    expect(findLongFiles(sampleTree({ [path]: `${longest}const b = 2` }))).toHaveLength(1)
  })

  it('leaves a generated dump alone, but no source that only says so', () => {
    const text = `-- Generated from the migrations\n${longest}`
    expect(findLongFiles(sampleTree({ 'packages/database/schema.sql': text }))).toEqual([])
    expect(findLongFiles(sampleTree({ 'packages/database/src/runs.ts': text }))).toHaveLength(1)
  })
})
