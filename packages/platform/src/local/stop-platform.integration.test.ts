import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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
import { openSecrets } from './secrets.ts'
import { stopPlatform } from './stop-platform.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-stop-'))
  await chmod(data, 0o755)
})
afterEach(() => rm(data, { recursive: true, force: true }))

const note = {
  pid: 1,
  url: 'http://x',
  controlUrl: 'http://x',
  controlToken: 't',
  version: '1',
  startedAt: 'now',
}

describe('stopping a platform', () => {
  it('in a folder that is no data directory touches nothing there', async () => {
    await mkdir(join(data, 'postgres', 'global'), { recursive: true })
    const files = {
      'platform.json': JSON.stringify(note),
      'secrets.json': '{"mine":true}',
      'postgres/PG_VERSION': '18\n',
      'postgres/global/pg_control': '',
      'postgres/postmaster.pid': `${2 ** 22 + 1}\n`,
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(data, name), text)
    expect(await stopPlatform(data)).toBeUndefined()
    for (const [name, text] of Object.entries(files))
      expect(await readFile(join(data, name), 'utf8')).toBe(text)
    expect((await readdir(data)).sort()).toEqual(['platform.json', 'postgres', 'secrets.json'])
  })

  it('forgets where a killed one was, but keeps a file of that name which says something else', async () => {
    await openSecrets(data)
    await writeFile(join(data, 'platform.json'), JSON.stringify(note))
    expect(await stopPlatform(data)).toBeUndefined()
    expect(await readdir(data)).toEqual(['secrets.json'])
    await writeFile(join(data, 'platform.json'), '{"name":"a project"}')
    expect(await stopPlatform(data)).toBeUndefined()
    expect(await readFile(join(data, 'platform.json'), 'utf8')).toBe('{"name":"a project"}')
  })

  it('of another machine or container sends no signal to the process that has its pid here', async () => {
    const stranger = spawn('/bin/sleep', ['60'])
    try {
      const { pid, started } = (await readProcess(stranger.pid!))!
      await writeFile(join(data, 'lock'), JSON.stringify({ pid, started, space: 'another', host: 'web-1' }))
      await expect(stopPlatform(data)).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
        message: expect.stringContaining('of another machine or container (web-1). Stop it there.'),
      })
      expect(await readProcess(pid)).toBeDefined()
    } finally {
      stranger.kill()
    }
  })

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
    await openSecrets(data)
    await writeFile(join(data, 'platform.json'), JSON.stringify(note))
    const pidFile = () => readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')
    while (!(await pidFile()).includes('ready')) await delay(20)
    expect(await stopPlatform(data)).toBe(left.pid)
    expect(await readProcess(left.pid!)).toBeUndefined()
    expect(await readdir(data)).toEqual(['postgres', 'secrets.json'])
    expect(await stopPlatform(data)).toBeUndefined()
  })
})
