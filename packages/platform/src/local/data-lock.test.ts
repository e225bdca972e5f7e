import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdDataDirectory, readLockHolder } from './data-lock.ts'
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

  it('goes to one only of many that find a stale one at once', async () => {
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
