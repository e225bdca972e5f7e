import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdDataDirectory } from '../data-lock.ts'
import { findAbandonedClusters } from './abandoned-clusters.ts'
import { checkAbandoned } from './check-abandoned.ts'

let folder: string
let system: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-abandoned-'))
  system = join(folder, 'system')
})
afterEach(() => rm(folder, { recursive: true }))

async function makeCluster(id: string, data: string, pointsTo?: string): Promise<string> {
  const cluster = join(system, id, 'postgres')
  await mkdir(cluster, { recursive: true })
  await writeFile(join(system, id, 'belongs-to'), `${join(data, 'postgres')}\n`)
  if (pointsTo === undefined) return cluster
  await mkdir(data, { recursive: true })
  await writeFile(join(data, 'postgres'), `${pointsTo || cluster}\n`)
  return cluster
}

describe('abandoned database files', () => {
  it('are those that no data directory refers to, and those set aside', async () => {
    await makeCluster('used', join(folder, 'used'), '')
    await makeCluster('gone', join(folder, 'gone'))
    await makeCluster('other', join(folder, 'other'), '/elsewhere')
    await mkdir(join(system, 'used', 'postgres.set-aside'))
    await mkdir(join(system, 'binaries', '18'), { recursive: true })
    await mkdir(join(folder, 'used', 'postgres.set-aside-2'))
    const found = await findAbandonedClusters(system, join(folder, 'used'))
    expect(found.map(({ directory }) => directory.slice(folder.length))).toEqual([
      '/system/gone',
      '/system/other',
      '/system/used/postgres.set-aside',
      '/used/postgres.set-aside-2',
    ])
    const check = checkAbandoned(found)
    expect(check).toMatchObject({ id: 'abandoned', state: 'warning' })
    expect(check.found).toMatch(/^\d+ MiB in 4 places: .*\/system\/gone \(\d+ MiB, of .*\/gone\/postgres\)/)
    expect(check.mend).toContain(`\`rm -r ${system}/gone\``)
  })

  it('are not those of a platform that starts at this moment', async () => {
    const data = join(folder, 'starting')
    await makeCluster('starting', data)
    await mkdir(data)
    await using _lock = await holdDataDirectory(data)
    expect(await findAbandonedClusters(system, data)).toEqual([])
  })

  it('are none where there is no such folder at all', async () => {
    expect(checkAbandoned(await findAbandonedClusters(system, folder))).toMatchObject({
      state: 'ok',
      found: 'none',
    })
  })

  it('are never told to be removed under a running server, and many are told as a few', () => {
    const cluster = { directory: '/s/1', belongedTo: undefined, sizeBytes: undefined, pid: 42 }
    expect(checkAbandoned([cluster]).mend).toContain('`kill -INT 42 && rm -r /s/1`')
    const many = Array.from({ length: 12 }, (_, n) => ({ ...cluster, directory: `/s/${n}` }))
    expect(checkAbandoned(many).found).toContain(', and 2 more')
  })
})
