import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkClock, readClockFacts } from './check-clock.ts'

const sourcesAt = Date.UTC(2026, 10, 23, 12)
const dataAt = Date.UTC(2026, 10, 24, 12)

describe('the check of the clock', () => {
  it('is content with a time after the sources and the data, and a little before them', () => {
    expect(checkClock({ now: dataAt + 1, sourcesAt, dataAt })).toMatchObject({
      state: 'ok',
      found: '2026-11-24 12:00',
    })
    expect(checkClock({ now: dataAt - 9 * 60_000, sourcesAt, dataAt }).state).toBe('ok')
    expect(checkClock({ now: 0, sourcesAt: undefined, dataAt: undefined }).state).toBe('ok')
  })

  it('finds a clock that is far behind, by the later of its two witnesses', () => {
    const now = Date.UTC(2016, 0, 1)
    expect(checkClock({ now, sourcesAt, dataAt: undefined })).toMatchObject({
      state: 'broken',
      found: 'the clock says 2016-01-01 00:00, but these sources were committed 2026-11-23 12:00',
    })
    expect(checkClock({ now, sourcesAt, dataAt }).found).toContain(
      'the data directory was written 2026-11-24 12:00',
    )
    expect(checkClock({ now, sourcesAt, dataAt: 1 }).found).toContain('these sources were committed')
  })

  it('finds a clock that is far ahead', () => {
    const check = checkClock({ now: Date.UTC(2040, 0, 1), sourcesAt, dataAt })
    expect(check).toMatchObject({
      id: 'clock',
      state: 'broken',
      found: 'the clock says 2040-01-01 00:00, 13 years after these sources were committed',
    })
    expect(check.mend).toContain('`timedatectl set-ntp true`')
  })
})

describe('what knows a time besides the clock', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tars-clock-'))
    await mkdir(join(folder, 'logs'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is the last commit, and the latest log that each start goes on writing', async () => {
    const git = (...words: string[]) =>
      promisify(execFile)('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
        env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-23T12:00:00Z' },
      })
    await git('init', '--quiet')
    await git('commit', '--quiet', '--allow-empty', '--message', 'first')
    for (const [name, time] of [
      ['ppo-agent.jsonl', dataAt],
      ['dashboard-api.jsonl', dataAt - 1_000],
      ['ppo-agent.jsonl.1', dataAt + 1_000],
    ] as const) {
      await writeFile(join(folder, 'logs', name), '')
      await utimes(join(folder, 'logs', name), time / 1_000, time / 1_000)
    }
    expect(await readClockFacts(folder, folder, 1)).toEqual({ now: 1, sourcesAt, dataAt })
  })

  it('is nothing where there is neither git nor a data directory', async () => {
    expect(await readClockFacts('/nowhere', '/nowhere', 1)).toEqual({
      now: 1,
      sourcesAt: undefined,
      dataAt: undefined,
    })
  })
})
