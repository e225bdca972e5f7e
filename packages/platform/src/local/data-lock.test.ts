import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdDataDirectory } from './data-lock.ts'
import { beatMs, readLock, readLockHolder, silenceMsMax } from './lock-holder.ts'
import { readProcess } from './running-process.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-lock-'))
})
afterEach(() => rm(data, { recursive: true }))

describe('the lock of a data directory', () => {
  it('is held by one, who is named to the second, and is free afterwards', async () => {
    const lock = await holdDataDirectory(data)
    expect(await readLockHolder(data)).toMatchObject({ pid: process.pid })
    await expect(holdDataDirectory(data)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_HELD',
      facts: { data, pid: process.pid },
    })
    await lock[Symbol.asyncDispose]()
    expect(await readLockHolder(data)).toBeUndefined()
    expect(await readdir(data)).toEqual([])
    await (await holdDataDirectory(data))[Symbol.asyncDispose]()
  })

  it('is taken over from a holder that was killed', async () => {
    const holder = spawn('/bin/sleep', ['60'])
    const { pid, started } = (await readProcess(holder.pid!))!
    await writeFile(join(data, 'lock'), JSON.stringify({ pid, started }))
    await expect(holdDataDirectory(data)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_HELD',
      facts: { pid },
    })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await using _lock = await holdDataDirectory(data)
    expect(await readLockHolder(data)).toMatchObject({ pid: process.pid })
  })

  it('of another machine or container is held while it is touched, whatever that pid is here', async () => {
    const path = join(data, 'lock')
    const own = await readProcess(process.pid)
    const since = '2026-01-31T12:00:00.000Z'
    for (const holder of [{ pid: 2 ** 22 + 1, started: '1' }, own]) {
      await writeFile(path, JSON.stringify({ ...holder, since, space: 'of another boot', host: 'web-1' }))
      await expect(holdDataDirectory(data)).rejects.toMatchObject({
        code: 'DATA_DIRECTORY_HELD',
        message:
          `${data} is held by the T.A.R.S. with pid ${holder?.pid} of another machine or container (web-1), which is ` +
          'running. Stop it there; when it has ended, this directory is free after 20 s.',
      })
      expect(await readLockHolder(data)).toMatchObject({ pid: holder?.pid, since, elsewhere: 'web-1' })
      const silent = new Date(Date.now() - silenceMsMax - 1_000)
      await utimes(path, silent, silent)
      expect(await readLockHolder(data)).toBeUndefined()
      expect(await readLock(data)).toMatchObject({ elsewhere: 'web-1' })
      await (await holdDataDirectory(data))[Symbol.asyncDispose]()
    }
  })

  it('is touched again and again, and says since when it is held all the same', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      await using lock = await holdDataDirectory(data)
      const holder = await readLockHolder(data)
      expect(holder?.elsewhere).toBeUndefined()
      await utimes(lock.path, new Date(0), new Date(0))
      vi.advanceTimersByTime(beatMs)
      await vi.waitFor(async () =>
        expect((await stat(lock.path)).mtimeMs).toBeGreaterThan(Date.now() - silenceMsMax),
      )
      expect(await readLockHolder(data)).toEqual(holder)
      expect(JSON.parse(await readFile(lock.path, 'utf8'))).toMatchObject({ host: expect.any(String) })
    } finally {
      vi.useRealTimers()
    }
  })

  it('is taken over when the pid of its holder was given to another process, or it is not readable', async () => {
    for (const text of [
      JSON.stringify({ pid: process.pid, started: 'long ago' }),
      'garbage',
      '{"pid":1}',
      '',
    ]) {
      await writeFile(join(data, 'lock'), text)
      await (await holdDataDirectory(data))[Symbol.asyncDispose]()
    }
  })

  it('goes to one only of many that find a stale one at once, and is never without a holder in between', async () => {
    const stale = JSON.stringify({ pid: 2 ** 22 + 1, started: 'long ago' })
    for (let round = 0; round < 20; round++) {
      await writeFile(join(data, 'lock'), stale)
      // The second is what a process leaves that was killed while it took the lock over.
      if (round % 2 === 1) await writeFile(join(data, 'lock.next'), stale)
      const rivals = await Promise.allSettled(Array.from({ length: 8 }, () => holdDataDirectory(data)))
      const locks = rivals.flatMap((rival) => (rival.status === 'fulfilled' ? [rival.value] : []))
      const refusals = rivals.flatMap((rival) => (rival.status === 'rejected' ? [rival.reason.code] : []))
      for (const lock of locks) await lock[Symbol.asyncDispose]()
      expect(locks).toHaveLength(1)
      expect(new Set(refusals)).toEqual(new Set(['DATA_DIRECTORY_HELD']))
      expect(await readdir(data)).toEqual([])
    }
  })

  it('goes to one process only of several that find a stale one at once', async () => {
    await writeFile(join(data, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: 'long ago' }))
    const module = new URL('./data-lock.ts', import.meta.url).href
    const script = `
      const { holdDataDirectory } = await import(${JSON.stringify(module)})
      await holdDataDirectory(${JSON.stringify(data)}).then(() => console.log('held'), (error) => console.log(error.code))
      setTimeout(() => undefined, 60_000)`
    const rivals = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    )
    try {
      const answers = await Promise.all(
        rivals.map(async (rival) => String((await once(rival.stdout, 'data'))[0]).trim()),
      )
      expect(answers.sort()).toEqual([...Array(3).fill('DATA_DIRECTORY_HELD'), 'held'])
    } finally {
      for (const rival of rivals) rival.kill('SIGKILL')
    }
  })
})
