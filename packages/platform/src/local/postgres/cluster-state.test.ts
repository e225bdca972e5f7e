import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readClusterState } from './cluster-state.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-cluster-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), '18\n')
  }
}
const state = () => readClusterState(folder, '18')
const whole = ['PG_VERSION', 'global/pg_control', 'base/1/PG_VERSION', 'base/5/PG_VERSION']

describe('the folder of a cluster', () => {
  it('is absent when it is not there or empty', async () => {
    expect(await state()).toEqual({ kind: 'absent' })
    expect(await readClusterState(join(folder, 'nowhere'), '18')).toEqual({ kind: 'absent' })
  })

  it('is complete with all that initdb makes, and of whatever other version', async () => {
    await put(...whole)
    expect(await state()).toEqual({ kind: 'complete', major: '18' })
    expect(await readClusterState(folder, '19')).toEqual({ kind: 'complete', major: '18' })
  })

  it.each([
    [['pg_wal/archive_status/x', 'base/1/x']],
    [['PG_VERSION', 'postgresql.conf', 'pg_hba.conf', 'postgresql.auto.conf']],
    [['PG_VERSION', 'global/pg_control', 'base/1/PG_VERSION', 'base/4/PG_VERSION']],
  ])('is unfinished wherever initdb was killed: %j', async (paths) => {
    await put(...paths)
    expect(await state()).toEqual({ kind: 'unfinished' })
  })

  it('is damaged, never unfinished, once people made a database in it', async () => {
    await put('PG_VERSION', 'base/5/PG_VERSION', 'base/16384/PG_VERSION')
    expect(await state()).toEqual({ kind: 'damaged', lacks: 'global/pg_control' })
  })

  it('is foreign with any file that is not of PostgreSQL', async () => {
    await put('PG_VERSION', 'base/1/PG_VERSION', 'diary.txt')
    expect(await state()).toEqual({ kind: 'foreign' })
  })
})
