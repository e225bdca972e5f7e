import { describe, expect, it } from 'vitest'
import { toCamelCase, toCamelCaseKeys } from './sql.ts'

describe('the keys of a row', () => {
  it.each([
    ['id', 'id'],
    ['created_at', 'createdAt'],
    ['baseline_policy_id', 'baselinePolicyId'],
    ['sha_256', 'sha256'],
    ['alreadyCamel', 'alreadyCamel'],
    ['_private', 'Private'],
  ])('%s becomes %s', (name, expected) => {
    expect(toCamelCase(name)).toBe(expected)
  })

  it('change, its values do not', () => {
    const row = { episodes_done: 3, score: { length_mean: 1 }, file: new Uint8Array([1]) }
    expect(toCamelCaseKeys(row)).toEqual({
      episodesDone: 3,
      score: { length_mean: 1 },
      file: new Uint8Array([1]),
    })
  })
})
