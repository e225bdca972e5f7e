import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Training } from '@tars/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { listNotes, listProcesses } from './leftovers.ts'
import { makeSetUp, type SetUp } from './set-up.ts'
import { mountSmallDisk } from './small-disk.ts'
import { demand, runSystem } from './system-command.ts'
import { isRoot } from './test-account.ts'
import { expectDocumented } from './troubleshooting.ts'

const order = ['train', 'ppo', '--environment', 'CartPole-v1', '--seed', '4', '--steps', '30000', '--json']
let setUp: SetUp
beforeEach(async () => {
  setUp = await makeSetUp()
})
afterEach(() => setUp[Symbol.asyncDispose]())

describe('a platform that runs', () => {
  it('is named to whoever starts a second one: pid, since when, address; and is stopped without remains', async () => {
    const started = await setUp.tars(['up', '--detach', '--empty', '--json'])
    const { pid, url } = JSON.parse(started.stdout) as { pid: number; url: string }
    const second = await setUp.tars(['up', '--empty'])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`is held by the T.A.R.S. with pid ${pid}, which runs at ${url} since 20`)
    const found = await setUp.doctor(['--port', new URL(url).port])
    expect(found).toMatchObject({ code: 0, ok: true })
    const replacements = [[new URL(url).port, '3000']] as const
    await expectDocumented(
      'runs',
      [found.check('holder'), found.check('port'), found.check('platform')],
      replacements,
    )
    await setUp.tars(['down'])
    expect(await listProcesses([setUp.data])).toEqual([])
    expect(listNotes(setUp.data)).toEqual([])
  })

  it('survives a disk that fills up under it: it says so, loses nothing, and goes on when there is room', async (context) => {
    context.skip(!isRoot, 'needs root, to mount a disk')
    const disk = await mountSmallDisk(setUp.data, 420)
    if (typeof disk === 'string') return context.skip(true, disk)
    try {
      await setUp.tars(['up', '--detach', '--empty'])
      const undisturbed = JSON.parse((await setUp.tars(order)).stdout) as { weightHash: string }
      const training = setUp.tars(order)
      await waitUntil(async () => (await latest()).state === 'running', 30_000)
      const full = join(setUp.data, 'full')
      await demand('sh', ['-c', 'dd if=/dev/zero of="$1" bs=64k 2>/dev/null || true', 'sh', full])
      await waitUntil(async () => (await grepLogs('No space left on device')) !== '', 60_000)
      expect((await setUp.doctor()).check('disk')).toMatchObject({ state: 'broken' })
      await rm(full)
      expect(JSON.parse((await training).stdout)).toMatchObject({
        state: 'completed',
        weightHash: undisturbed.weightHash,
      })
      await waitUntil(async () => (await setUp.doctor()).check('platform')?.state === 'ok', 30_000)
    } finally {
      await setUp.tars(['down'])
      await disk[Symbol.asyncDispose]()
    }
  })

  async function latest(): Promise<Training> {
    const { stdout } = await setUp.tars(['trainings', 'list', '--limit', '1', '--json'])
    return (JSON.parse(stdout) as { items: Training[] }).items[0] as Training
  }

  const grepLogs = async (words: string) =>
    (await runSystem('grep', ['-rl', words, join(setUp.data, 'logs')])).stdout
})
