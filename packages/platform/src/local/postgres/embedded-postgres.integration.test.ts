import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findFreePort } from '../free-port.ts'
import { readProcess } from '../running-process.ts'
import { findPostgresBinaries } from './binaries.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { stopLeftoverServer } from './leftover-server.ts'
import { runCommand } from './run-command.ts'
import { chooseServerAccount } from './server-account.ts'
import { serverArguments } from './server-settings.ts'

const isRoot = process.getuid?.() === 0
const unsafeButQuick = { fsync: 'off' }
const password = 'pass word/1'
let template: string
let folder: string
let running: EmbeddedPostgres[]

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'tars-postgres-'))
  await chmod(template, 0o755)
  const directory = join(template, 'postgres')
  const server = await startEmbeddedPostgres({
    directory,
    password,
    log: () => undefined,
    settings: unsafeButQuick,
  })
  await server[Symbol.asyncDispose]()
})

afterAll(() => rm(template, { recursive: true, force: true }))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars postgres '))
  await chmod(folder, 0o755)
  running = []
})

afterEach(async () => {
  for (const server of running) await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function start(changes: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}) {
  const lines: string[] = []
  const server = await startEmbeddedPostgres({
    directory: join(folder, 'postgres'),
    password,
    log: (line) => lines.push(line),
    settings: unsafeButQuick,
    systemDirectory: join(folder, 'system'),
    ...changes,
  })
  running.push(server)
  return Object.assign(server, { lines })
}

/** A cluster that was made before, as a later start finds it. */
async function bringCluster(): Promise<string> {
  const directory = join(folder, 'postgres')
  const { code } = await runCommand('cp', ['-a', join(template, 'postgres'), directory], {
    timeoutMs: 60_000,
  })
  expect(code).toBe(0)
  return directory
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function settled(condition: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('did not settle')
    await delay(10)
  }
}

/** Starts a server from another Node process, so that it can be killed or run as another account. */
function startElsewhere(directory: string, account?: { uid: number; gid: number }): ChildProcess {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)}
    const server = await startEmbeddedPostgres({
      directory: ${JSON.stringify(directory)}, password: 'pass word/1', log: () => undefined, settings: { fsync: 'off' },
    })
    console.log(JSON.stringify({ url: server.url, pid: server.pid }))
    process.on('SIGTERM', async () => { await server[Symbol.asyncDispose](); process.exit(0) })
    setInterval(() => undefined, 1000)`
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  })
}

async function readStarted(child: ChildProcess): Promise<{ url: string; pid: number }> {
  const [line] = await once(createInterface({ input: child.stdout! }), 'line')
  return JSON.parse(line)
}

describe('an embedded PostgreSQL', () => {
  it('makes a checksummed UTF-8 cluster in a path with spaces and keeps its data across starts', async () => {
    await mkdir(join(folder, 'postgres'))
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    expect(first.version).toMatch(/^18\./)
    expect(first.directory).toBe(join(folder, 'postgres'))
    const [facts] = await ask(
      first.url,
      `SELECT current_setting('data_checksums') AS checksums, current_setting('wal_level') AS wal, 'é' < 'z' AS bytewise,
       current_setting('password_encryption') AS passwords, current_setting('server_encoding') AS encoding,
       current_setting('listen_addresses') AS addresses, upper('é') AS upper, current_database() AS database`,
    )
    expect(facts).toEqual({
      checksums: 'on',
      wal: 'logical',
      bytewise: false,
      passwords: 'scram-sha-256',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      upper: 'É',
      database: 'tars',
    })
    await first[Symbol.asyncDispose]()
    expect(first.state()).toBe('stopped')
    const second = await start()
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect((await readdir(folder)).sort()).toEqual(['postgres'])
  })

  it('is started again on the same address, with every committed row, after kill -9', async () => {
    await bringCluster()
    const server = await start({ settings: {} })
    await ask(server.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n')
    const before = server.pid!
    process.kill(before, 'SIGKILL')
    await settled(() => server.restarts === 1)
    expect(server.pid).not.toBe(before)
    expect(server.state()).toBe('ready')
    expect(await ask(server.url, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 1000 }])
  })

  it('keeps trying when the server cannot come back, and stops promptly when told to', async () => {
    await bringCluster()
    const server = await start()
    await rm(join(server.directory, 'global'), { recursive: true })
    process.kill(server.pid!, 'SIGKILL')
    await settled(() => server.lines.some((line) => line.includes('ended before it was ready')))
    expect(server.state()).toBe('restarting')
    expect(server.pid).toBeNull()
    const since = performance.now()
    await server[Symbol.asyncDispose]()
    expect(performance.now() - since).toBeLessThan(5_000)
  })

  it('ends by itself when its supervisor is killed', async () => {
    const directory = await bringCluster()
    const supervisor = startElsewhere(directory)
    const left = await readStarted(supervisor)
    await ask(left.url, 'CREATE TABLE kept AS SELECT 1 AS n')
    supervisor.kill('SIGKILL')
    await settled(async () => (await readProcess(left.pid)) === undefined)
    const server = await start()
    expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
    expect(server.lines.join('\n')).not.toContain('automatic recovery in progress')
  })

  it('stops a server that was left behind on its cluster and starts its own', async () => {
    const directory = await bringCluster()
    const account = await chooseServerAccount()
    const left = spawn(
      (await findPostgresBinaries()).postgres,
      serverArguments({ directory, port: await findFreePort() }),
      { cwd: '/', stdio: 'ignore', detached: true, ...(account && { uid: account.uid, gid: account.gid }) },
    )
    await settled(async () =>
      (await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready'),
    )
    const server = await start()
    expect(await readProcess(left.pid!)).toBeUndefined()
    expect(server.lines[0]).toContain(`stopped the server with pid ${left.pid}`)
    expect(await ask(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  it('ignores a pid file whose pid was given to a stranger', async () => {
    const directory = await bringCluster()
    const pidFile = join(directory, 'postmaster.pid')
    const account = await chooseServerAccount()
    const stranger = spawn('/bin/sleep', ['60'], {
      cwd: '/',
      ...(account && { uid: account.uid, gid: account.gid }),
    })
    try {
      await writeFile(pidFile, `${stranger.pid}\n${directory}\n1\n5432\n`)
      expect(await stopLeftoverServer(directory)).toBeUndefined()
      expect(await readProcess(stranger.pid!)).toBeDefined()
      expect((await start()).state()).toBe('ready')
    } finally {
      stranger.kill()
    }
  })

  it('leaves nothing half-made when it is killed while the cluster is being made', async () => {
    const directory = join(folder, 'postgres')
    const supervisor = startElsewhere(directory)
    const hasBegun = async () => {
      const nursery = (await readdir(folder)).find((name) => name.startsWith('postgres.unfinished-'))
      return nursery !== undefined && (await readdir(join(folder, nursery, 'cluster'))).includes('PG_VERSION')
    }
    await settled(() => hasBegun().catch(() => false))
    supervisor.kill('SIGKILL')
    await once(supervisor, 'exit')
    expect(await stat(directory).catch((error) => error.code)).toBe('ENOENT')
    const server = await start()
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(await readdir(folder)).toEqual(['postgres'])
  })

  it('moves what a killed initdb left aside, each time to a name of its own, and makes a new cluster', async () => {
    for (const name of ['postgres.set-aside', 'postgres.set-aside-2']) {
      await mkdir(join(folder, 'postgres', 'base', '1'), { recursive: true })
      await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n')
      const server = await start()
      expect(server.lines[0]).toContain(`are kept in ${join(folder, name)}`)
      await server[Symbol.asyncDispose]()
      expect(await readdir(folder)).toContain(name)
      await rm(join(folder, 'postgres'), { recursive: true })
    }
  })

  it('with a part missing is refused once people made databases in it', async () => {
    await mkdir(join(await bringCluster(), 'base', '16384'), { recursive: true })
    await rm(join(folder, 'postgres', 'global', 'pg_control'))
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining('lacks global/pg_control'),
    })
  })

  it.runIf(isRoot)(
    'runs for a plain user in a directory of their own (needs root, to become one)',
    async () => {
      const account = (await chooseServerAccount())!
      const home = join(folder, 'a home')
      await mkdir(home, { mode: 0o700 })
      await runCommand('chown', [`${account.uid}:${account.gid}`, home], { timeoutMs: 5_000 })
      const child = startElsewhere(join(home, '.tars', 'postgres'), account)
      const { url } = await readStarted(child)
      expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    },
  )
})

describe('an embedded PostgreSQL says what is wrong', () => {
  it('with a cluster of another major version', async () => {
    await writeFile(join(await bringCluster(), 'PG_VERSION'), '15\n')
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringMatching(/holds a cluster of PostgreSQL 15.*brings PostgreSQL 18/s),
    })
  })

  it('with a directory that holds other files', async () => {
    await mkdir(join(folder, 'postgres'))
    await writeFile(join(folder, 'postgres', 'diary.txt'), 'dear diary')
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining('holds other files and no database'),
    })
  })

  it('with a cluster that cannot be written', async () => {
    await chmod(join(await bringCluster(), 'PG_VERSION'), 0o400)
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining('belongs to another account'),
    })
  })

  it('with a pointer that leads nowhere', async () => {
    await writeFile(join(folder, 'postgres'), '/nowhere/postgres\n')
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringContaining('says that the database is in /nowhere/postgres, but there is none'),
    })
  })

  it('with a parent that is a file', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(start({ directory: join(folder, 'file', 'below', 'postgres') })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
    })
  })

  it('with another password than the one that the cluster was made with', async () => {
    await bringCluster()
    await expect(start({ password: 'another' })).rejects.toMatchObject({
      code: 'POSTGRES_FAILED',
      message: expect.stringContaining('secrets.json'),
    })
  })

  it("with a setting that the server refuses, in the server's own words", async () => {
    await bringCluster()
    await expect(start({ settings: { shared_buffers: 'lots' } })).rejects.toMatchObject({
      code: 'POSTGRES_FAILED',
      message: expect.stringContaining('invalid value for parameter "shared_buffers": "lots"'),
    })
  })
})

describe.runIf(isRoot)('an embedded PostgreSQL started by root (these need root)', () => {
  it('goes elsewhere, with a pointer, when its account cannot reach the data directory', async () => {
    const hidden = join(folder, 'hidden')
    await mkdir(hidden, { mode: 0o700 })
    const directory = join(hidden, 'postgres')
    const first = await start({ directory })
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS n')
    expect(first.directory).toMatch(new RegExp(`^${folder}/system/[0-9a-f]{16}/postgres$`))
    expect(await readFile(directory, 'utf8')).toBe(`${first.directory}\n`)
    await first[Symbol.asyncDispose]()
    const second = await start({ directory })
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
    await second[Symbol.asyncDispose]()
    await rm(directory)
    const anew = await start({ directory, password: 'of a new beginning' })
    expect(anew.directory).toBe(first.directory)
    await expect(ask(anew.url, 'SELECT n FROM kept')).rejects.toThrow('does not exist')
    expect((await readdir(join(first.directory, '..'))).sort()).toEqual([
      'belongs-to',
      'postgres',
      'postgres.set-aside',
    ])
  })

  it('says so when neither place can be reached', async () => {
    const hidden = join(folder, 'hidden')
    await mkdir(hidden, { mode: 0o700 })
    await expect(
      start({ directory: join(hidden, 'postgres'), systemDirectory: join(hidden, 'system') }),
    ).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
      message: expect.stringMatching(/can be reached by the account "\w+"/),
    })
  })

  it('refuses a disk that is too full or read-only before anything is written', async (context) => {
    const disk = join(folder, 'disk')
    await mkdir(disk)
    const mounted = await runCommand('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk], {
      timeoutMs: 5_000,
    })
    if (mounted.code !== 0) return context.skip(`mounting is not allowed here: ${mounted.output}`)
    try {
      await expect(start({ directory: join(disk, 'postgres') })).rejects.toMatchObject({
        code: 'DATA_DIRECTORY_UNSUITABLE',
        message: expect.stringContaining('16 MiB free; a new database needs 256 MiB'),
      })
      await runCommand('mount', ['-o', 'remount,ro', disk], { timeoutMs: 5_000 })
      await expect(start({ directory: join(disk, 'postgres') })).rejects.toMatchObject({
        code: 'DATA_DIRECTORY_UNSUITABLE',
        message: expect.stringContaining('read-only file system'),
      })
    } finally {
      await runCommand('umount', [disk], { timeoutMs: 5_000 })
    }
  })
})
