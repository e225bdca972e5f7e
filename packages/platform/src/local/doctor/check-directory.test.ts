import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
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

  it('finds a folder on the way that may not be entered, as up does', async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed)
    await chmod(folder, 0o755)
    await chmod(closed, 0o700)
    const source = `
      import { checkDirectory, readDirectoryFacts } from '${import.meta.dirname}/check-directory.ts'
      ${process.getuid?.() === 0 ? 'process.setuid(65534)' : ''}
      console.log(JSON.stringify(checkDirectory(await readDirectoryFacts('${closed}/below/data'))))`
    if (process.getuid?.() !== 0) await chmod(closed, 0o600)
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source])
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'directory',
      state: 'broken',
      found: expect.stringContaining(`cannot be written by this user (at ${closed})`),
      mend: expect.stringContaining(`\`chown "$USER" ${closed}\``),
    })
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
