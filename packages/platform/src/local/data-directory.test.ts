import { chmod, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDataDirectory, openDataDirectory } from './data-directory.ts'
import { writePlatformFile } from './platform-file.ts'

const isRoot = process.getuid?.() === 0
let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tars-data-')))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a data directory', () => {
  it('is made closed to others; root’s can be passed through', async () => {
    await makeDataDirectory(join(folder, 'a', 'b'))
    expect((await stat(join(folder, 'a', 'b'))).mode & 0o777).toBe(isRoot ? 0o711 : 0o700)
  })

  it('is held by one, who is told to the second: first that it starts, then where it runs', async () => {
    await using held = await openDataDirectory(folder)
    await expect(openDataDirectory(folder)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_HELD',
      message: expect.stringMatching(
        new RegExp(
          `^${folder} is held by the T.A.R.S. with pid ${process.pid}, whose start is under way since 20`,
        ),
      ),
    })
    const url = 'http://127.0.0.1:3000'
    const control = { controlUrl: url, controlToken: 'secret' }
    const startedAt = '2026-01-31T12:00:00.000Z'
    await writePlatformFile(held.path, { pid: process.pid, url, ...control, version: '1', startedAt })
    await expect(openDataDirectory(folder)).rejects.toMatchObject({
      message: expect.stringContaining(`which runs at ${url} since ${startedAt}.`),
      facts: { pid: process.pid, url, since: startedAt },
    })
  })

  it('that is a file is refused with what to do', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(makeDataDirectory(join(folder, 'file'))).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining('a file is in its way'),
    })
  })

  it.runIf(!isRoot)(
    'that may not be written is refused before anything is (needs a plain user)',
    async () => {
      await chmod(folder, 0o500)
      await expect(makeDataDirectory(folder)).rejects.toMatchObject({
        message: expect.stringContaining('cannot be written by this user'),
      })
      await chmod(folder, 0o700)
    },
  )
})
