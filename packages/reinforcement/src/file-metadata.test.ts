import { describe, expect, it } from 'vitest'
import { assertFormat, readCount, readJson, readMetadata } from './file-metadata.ts'

const metadata = new Map([
  ['format', 'tars-policy-1'],
  ['steps', '1000'],
  ['sizes', '[64,64]'],
])

describe('a file’s metadata', () => {
  it('gives text, counts and JSON', () => {
    expect(readMetadata(metadata, 'format')).toBe('tars-policy-1')
    expect(readCount(metadata, 'steps')).toBe(1000)
    expect(readJson(metadata, 'sizes')).toEqual([64, 64])
    expect(() => assertFormat(metadata, 'tars-policy-1')).not.toThrow()
  })

  it('says by name what it lacks or has wrong', () => {
    expect(() => readMetadata(metadata, 'seed')).toThrow('lacks seed')
    expect(() => assertFormat(metadata, 'tars-policy-2')).toThrow('tars-policy-1, not tars-policy-2')
    expect(() => readJson(metadata, 'format')).toThrow('format is not JSON')
    for (const text of ['', '-1', '1.5', '1e3', ' 1', '9007199254740993']) {
      expect(() => readCount(new Map([['steps', text]]), 'steps')).toThrow(/steps must be a count/)
    }
  })
})
