import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findLockFaults } from './lock-file.ts'

const judge = (packages: Record<string, unknown>) =>
  findLockFaults(sampleTree({ 'package-lock.json': JSON.stringify({ packages }) })).map(
    ({ message }) => message,
  )

describe('findLockFaults', () => {
  it('refuses an entry that is tied to an address', () => {
    expect(judge({ 'node_modules/a': { resolved: 'https://example.org/a.tgz' } })).toEqual([
      'node_modules/a is tied to an address: install with omit-lockfile-registry-resolved=true',
    ])
  })

  it('refuses an optional dependency without an entry', () => {
    const wants = { optionalDependencies: { b: '1.0.0' } }
    expect(judge({ 'node_modules/a': wants })[0]).toContain('node_modules/a wants b, which has no entry')
    expect(judge({ '': wants })[0]).toContain('the root wants b')
    expect(judge({ 'node_modules/a': wants, 'node_modules/c/node_modules/b': {} })).toHaveLength(1)
  })

  it('finds the entry where Node would look for it', () => {
    const wants = { optionalDependencies: { '@x/b': '1.0.0' } }
    for (const place of [
      'node_modules/a/node_modules/@x/b',
      'packages/p/node_modules/@x/b',
      'node_modules/@x/b',
    ]) {
      expect(judge({ 'packages/p/node_modules/a': wants, [place]: {} })).toHaveLength(
        place.includes('/a/') ? 1 : 0,
      )
    }
    expect(
      judge({ 'packages/p/node_modules/a': wants, 'packages/p/node_modules/a/node_modules/@x/b': {} }),
    ).toEqual([])
  })

  it('wants the lock file', () => {
    expect(findLockFaults(sampleTree({ 'package-lock.json': undefined }))).toHaveLength(1)
  })
})
