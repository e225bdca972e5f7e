import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { majorOf, readToolVersion } from './tool-version.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-tool-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function versionOf(script: string): Promise<string | undefined> {
  await writeFile(join(folder, 'tool'), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, 'tool'), 0o755)
  return readToolVersion('tool', { PATH: `${folder}:/usr/bin:/bin` })
}

describe('the version of a tool', () => {
  it('is told by the one that the search path leads to', async () => {
    expect(await versionOf('echo v22.11.0')).toBe('22.11.0')
    expect(await versionOf('echo "npm warn config" >&2; echo 11.4.2')).toBe('11.4.2')
    expect(majorOf('22.11.0')).toBe(22)
  })

  it('is not known of one that fails, that says something else, or that is not there', async () => {
    expect(await versionOf('echo 1.2.3; exit 1')).toBeUndefined()
    expect(await versionOf('echo hello')).toBeUndefined()
    expect(await readToolVersion('tool', { PATH: '/nowhere' })).toBeUndefined()
  })
})
