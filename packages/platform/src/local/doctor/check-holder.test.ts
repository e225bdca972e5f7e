import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdDataDirectory } from '../data-lock.ts'
import { writePlatformFile } from '../platform-file.ts'
import { readProcess } from '../running-process.ts'
import { checkHolder, readHolderFacts } from './check-holder.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-holder-'))
})
afterEach(() => rm(data, { recursive: true }))

const check = async (now = Date.now()) => checkHolder(await readHolderFacts(data, now))

describe('the check of the lock', () => {
  it('finds a directory that nobody holds free', async () => {
    expect(await check()).toMatchObject({
      id: 'holder',
      state: 'ok',
      found: 'free: no T.A.R.S. runs on this data',
    })
  })

  it('names the platform that runs: pid, address, since when', async () => {
    await using _lock = await holdDataDirectory(data)
    await writePlatformFile(data, {
      pid: process.pid,
      url: 'http://127.0.0.1:3000',
      controlUrl: 'http://127.0.0.1:3001',
      controlToken: 'token',
      version: '1.2.3',
      startedAt: '',
    })
    const { state, found } = await check()
    expect(state).toBe('ok')
    expect(found).toMatch(
      new RegExp(`with pid ${process.pid}, which runs at http://127.0.0.1:3000 since 20\\d\\d-.*Z$`),
    )
  })

  it('says that a start is under way, and warns when it takes far too long', async () => {
    await using _lock = await holdDataDirectory(data)
    expect(await check()).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('start is under way since'),
    })
    expect(await check(Date.now() + 15 * 60_000)).toMatchObject({
      state: 'warning',
      why: 'A start takes a minute or two, not 15.',
      mend: expect.stringContaining(`./tars down --data ${data}`),
    })
  })

  it('names where the platform runs when that is not here', async () => {
    const lock = {
      pid: 7,
      started: '1',
      since: '2026-01-31T12:00:00.000Z',
      space: 'of another boot',
      host: 'web-1',
    }
    await writeFile(join(data, 'lock'), JSON.stringify(lock))
    expect(await check(Date.parse(lock.since))).toMatchObject({
      state: 'ok',
      found: `held by the T.A.R.S. with pid 7 of another machine or container (web-1), whose start is under way since ${lock.since}`,
    })
  })

  it('knows that the lock of a killed one is taken over', async () => {
    const holder = spawn('/bin/sleep', ['60'])
    const { pid, started } = (await readProcess(holder.pid!))!
    await writeFile(join(data, 'lock'), JSON.stringify({ pid, started }))
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(await check()).toMatchObject({
      state: 'ok',
      found: `left by pid ${pid}, which has ended; the next start takes it over`,
    })
  })
})
