import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSetUp, type SetUp } from './set-up.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'
import { demand } from './system-command.ts'
import { isRoot } from './test-account.ts'
import { expectDocumented, type Replacements } from './troubleshooting.ts'

const up = ['up', '--detach', '--empty', '--json']
let setUp: SetUp
beforeEach(async () => {
  setUp = await makeSetUp()
})
afterEach(() => setUp[Symbol.asyncDispose]())

const atHome = (): Replacements => [[setUp.folder, '/home/you']]

async function putCluster(...files: string[]): Promise<string> {
  const directory = join(setUp.data, 'postgres')
  for (const file of files) {
    await mkdir(join(directory, file, '..'), { recursive: true })
    await writeFile(join(directory, file), '18\n')
  }
  return directory
}

/** What a start must do about a set-up that it cannot mend: end with 1, with these words, and leave nothing running. */
async function expectRefusal(words: string, runWith?: Parameters<SetUp['tars']>[1]): Promise<void> {
  const { code, stdout, stderr } = await setUp.tars(up, runWith)
  expect(stderr).toContain(words)
  expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.stringContaining(words) } })
  expect(code).toBeGreaterThan(0)
  expect(existsSync(join(setUp.data, 'lock'))).toBe(false)
}

describe('a data directory', () => {
  const withDisk = async (
    mebibytes: number,
    test: (disk: SmallDisk) => Promise<void>,
  ): Promise<string | undefined> => {
    const disk = await mountSmallDisk(setUp.data, mebibytes)
    if (typeof disk === 'string') return disk
    try {
      await test(disk)
    } finally {
      await disk[Symbol.asyncDispose]()
    }
    return undefined
  }

  it('on a read-only disk is found, and refused by up', async (context) => {
    context.skip(!isRoot, 'needs root, to mount a disk')
    const reason = await withDisk(64, async (disk) => {
      await disk.makeReadOnly()
      const found = await setUp.doctor()
      expect(found).toMatchObject({ code: 1, ok: false })
      await expectDocumented('read-only', [found.check('directory')], atHome())
      await expectRefusal('is on a read-only file system')
    })
    context.skip(reason !== undefined, reason)
  })

  it('on a full disk is found, and refused by up before anything is written', async (context) => {
    context.skip(!isRoot, 'needs root, to mount a disk')
    const reason = await withDisk(16, async () => {
      const found = await setUp.doctor()
      expect(found).toMatchObject({ code: 1, ok: false })
      await expectDocumented('full-disk', [found.check('disk')], atHome())
      await expectRefusal('MiB free; a new database needs 256 MiB')
      await demand('sh', [
        '-c',
        'dd if=/dev/zero of="$1" bs=1M 2>/dev/null || true',
        'sh',
        join(setUp.data, 'full'),
      ])
      await expectRefusal('has no room left')
      expect((await readdir(setUp.data)).sort()).toEqual(['full', 'logs', 'secrets.json', 'traces'])
    })
    context.skip(reason !== undefined, reason)
  })

  it('that is a file is found, and refused by up', async () => {
    await writeFile(setUp.data, '')
    const found = await setUp.doctor()
    expect(found.check('directory')).toMatchObject({ state: 'broken' })
    const { code, stderr } = await setUp.tars(up)
    expect(code).toBe(1)
    expect(stderr).toContain('a file is in its way')
  })
})

describe('the database files', () => {
  it('of another PostgreSQL are found, and refused by up', async () => {
    const directory = await putCluster('global/pg_control')
    await writeFile(join(directory, 'PG_VERSION'), '15\n')
    const found = await setUp.doctor()
    expect(found).toMatchObject({ code: 1, ok: false })
    await expectDocumented('other-version', [found.check('cluster')], atHome())
    await expectRefusal('holds a cluster of PostgreSQL 15; this T.A.R.S. brings PostgreSQL 18')
  })

  it('of a real PostgreSQL 15 are found, refused, and left as they are', async (context) => {
    const initdb = '/usr/lib/postgresql/15/bin/initdb'
    context.skip(!existsSync(initdb), `there is no ${initdb}`)
    context.skip(!isRoot, 'needs root, to make it as its account')
    await mkdir(setUp.data, { mode: 0o755 })
    await demand('chown', ['postgres', setUp.data])
    const directory = join(setUp.data, 'postgres')
    await demand('setpriv', [
      '--reuid=postgres',
      '--regid=postgres',
      '--clear-groups',
      initdb,
      '--no-sync',
      '-D',
      directory,
    ])
    const before = await demand('find', [directory, '-newer', join(directory, 'PG_VERSION'), '-type', 'f'])
    expect((await setUp.doctor()).check('cluster')).toMatchObject({ state: 'broken' })
    const { code, stderr } = await setUp.tars(up)
    expect(code).toBe(1)
    expect(stderr).toContain('holds a cluster of PostgreSQL 15')
    expect(await demand('find', [directory, '-newer', join(directory, 'PG_VERSION'), '-type', 'f'])).toBe(
      before,
    )
  })

  it('that are no database are found, and refused by up', async () => {
    await putCluster('diary.txt')
    const found = await setUp.doctor()
    await expectDocumented('other-files', [found.check('cluster')], atHome())
    await expectRefusal('holds other files and no database')
  })

  it('that lack a part, though people made databases in them, are found, and refused by up', async () => {
    await putCluster('PG_VERSION', 'base/16384/PG_VERSION', 'base/5/PG_VERSION')
    const found = await setUp.doctor()
    await expectDocumented('damaged', [found.check('cluster')], atHome())
    await expectRefusal('holds databases but lacks global/pg_control')
  })

  it('that are elsewhere and not there are found, and refused by up', async () => {
    await mkdir(setUp.data)
    await writeFile(join(setUp.data, 'postgres'), '/var/lib/tars/0123456789abcdef/postgres\n')
    const found = await setUp.doctor()
    await expectDocumented('not-mounted', [found.check('cluster')], atHome())
    await expectRefusal(
      'says that the database is in /var/lib/tars/0123456789abcdef/postgres, but there is none',
    )
  })

  it('without their secrets are found', async () => {
    await putCluster('PG_VERSION', 'global/pg_control', 'base/5/PG_VERSION')
    const found = await setUp.doctor()
    await expectDocumented('secrets-missing', [found.check('cluster')], atHome())
  })
})
