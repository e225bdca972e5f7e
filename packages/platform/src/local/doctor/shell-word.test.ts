import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { toShellWord } from './shell-word.ts'

describe('a path in a shell command', () => {
  it('stays as it is when nothing in it means something', () => {
    expect(toShellWord('/var/lib/tars/4a23-x_1.2')).toBe('/var/lib/tars/4a23-x_1.2')
  })

  it.each(['/home/it\'s "a" päth', '/a b', '/$HOME', '/a;rm -rf b', '/`id`'])(
    'arrives whole: %s',
    async (path) => {
      const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `printf %s ${toShellWord(path)}`])
      expect(stdout).toBe(path)
    },
  )
})
