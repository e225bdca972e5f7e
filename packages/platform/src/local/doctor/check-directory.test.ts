import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDirectory, readDirectoryFacts } from './check-directory.ts'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tars-directory-')))
})
afterEach(() => rm(folder, { recursive: true }))

const facts = { data: '/d', nearest: '/d', ownerUid: 1_000, askerUid: 1_000, refusal: undefined }
const refused = (code: string) => ({
  ...facts,
  refusal: Object.assign(new Error(code), { code, path: '/d' }),
})

describe('the check of the data directory', () => {
  it('is content with one that can be written, or made', async () => {
    expect(checkDirectory(await readDirectoryFacts(folder))).toMatchObject({
      state: 'ok',
      found: `${folder} can be written`,
    })
    const below = join(folder, 'not', 'there')
    expect(checkDirectory(await readDirectoryFacts(below))).toMatchObject({
      state: 'ok',
      found: `${below} is not there yet; the first start makes it`,
    })
  })

  it('finds a file in its way', async () => {
    await writeFile(join(folder, 'file'), '')
    const check = checkDirectory(await readDirectoryFacts(join(folder, 'file', 'below')))
    expect(check).toMatchObject({ id: 'directory', state: 'broken', mend: expect.stringContaining('--data') })
    expect(check.found).toContain('a file is in its way')
  })

  it.each([
    ['EROFS', 'is on a read-only file system', '`mount -o remount,rw /d`'],
    ['EACCES', 'cannot be written by this user', '`chown "$USER" /d`'],
  ])('tells what %s means and how to mend it', (code, found, mend) => {
    const check = checkDirectory(refused(code))
    expect(check).toMatchObject({ state: 'broken', found: expect.stringContaining(found) })
    expect(check.mend).toContain(mend)
  })

  it('warns root of a directory that belongs to a user', () => {
    expect(checkDirectory({ ...facts, askerUid: 0 })).toMatchObject({
      state: 'warning',
      mend: "Start it as its owner: `sudo -u '#1000' ./tars up --data /d`.",
    })
    expect(checkDirectory({ ...facts, askerUid: 0, ownerUid: 0 }).state).toBe('ok')
  })
})
