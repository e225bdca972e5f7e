import { describe, expect, it } from 'vitest'
import { describeUnusable } from './unusable-directory.ts'

const told = (code: string, path?: string) =>
  describeUnusable('/data', Object.assign(new Error(`${code}: told by the system`), { code, path }))

describe('an unusable data directory', () => {
  it.each([
    ['EROFS', 'is on a read-only file system'],
    ['ENOSPC', 'has no room left'],
    ['EDQUOT', 'has no room left'],
    ['EACCES', 'cannot be written by this user'],
    ['ENOTDIR', 'a file is in its way'],
  ])('is told in words for %s, with what to do', (code, words) => {
    expect(told(code)).toContain(words)
    expect(told(code)).toMatch(/--data\.$/)
  })

  it('names the place below it where it failed, and nothing twice', () => {
    expect(told('EACCES', '/data/logs')).toContain('(at /data/logs)')
    expect(told('EACCES', '/data')).not.toContain('(at')
  })

  it('gives the words of the system for everything else', () => {
    expect(told('EIO')).toContain('EIO: told by the system')
  })
})
