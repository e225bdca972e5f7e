import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFreePort } from './free-port.ts'
import { findPostgresBinaries } from './postgres/binaries.ts'
import { startEmbeddedPostgres } from './postgres/embedded-postgres.ts'
import { chooseServerAccount } from './postgres/server-account.ts'
import { serverArguments } from './postgres/server-settings.ts'
import { readProcess } from './running-process.ts'
import { stopPlatform } from './stop-platform.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-stop-'))
  await chmod(data, 0o755)
})
afterEach(() => rm(data, { recursive: true, force: true }))

describe('stopping a platform', () => {
  it('that is still starting, or whose control is dead, asks its process', async () => {
    for (const platform of [
      undefined,
      { controlUrl: `http://127.0.0.1:${await findFreePort()}`, controlToken: 't' },
    ]) {
      const module = new URL('./data-lock.ts', import.meta.url).href
      const script = `
        const { holdDataDirectory } = await import(${JSON.stringify(module)})
        const lock = await holdDataDirectory(${JSON.stringify(data)})
        process.on('SIGTERM', async () => { await lock[Symbol.asyncDispose](); process.exit(0) })
        console.log('held')
        setInterval(() => undefined, 1000)`
      const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(holder, 'exit')
      await once(holder.stdout, 'data')
      const text = { ...platform, pid: holder.pid, url: 'http://x', version: '1.2.3', startedAt: 'now' }
      await writeFile(join(data, 'platform.json'), JSON.stringify(text))
      expect(await stopPlatform(data)).toBe(holder.pid)
      expect(await ended).toEqual([0, null])
    }
  })

  it('that was killed stops the server that it left, and forgets where it was', async () => {
    const directory = join(data, 'postgres')
    const options = { directory, password: 'x', log: () => undefined, settings: { fsync: 'off' } }
    await (await startEmbeddedPostgres(options))[Symbol.asyncDispose]()
    const account = await chooseServerAccount()
    const left = spawn(
      (await findPostgresBinaries()).postgres,
      serverArguments({ directory, port: await findFreePort() }),
      { cwd: '/', stdio: 'ignore', detached: true, ...(account && { uid: account.uid, gid: account.gid }) },
    )
    await writeFile(join(data, 'platform.json'), '{}')
    const pidFile = () => readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')
    while (!(await pidFile()).includes('ready')) await delay(20)
    expect(await stopPlatform(data)).toBe(left.pid)
    expect(await readProcess(left.pid!)).toBeUndefined()
    expect(await readdir(data)).toEqual(['logs', 'postgres', 'traces'])
    expect(await stopPlatform(data)).toBeUndefined()
  })
})
