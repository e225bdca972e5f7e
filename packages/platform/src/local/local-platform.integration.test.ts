import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serviceNames, systemStatusSchema } from '@tars/contracts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/harness/database.ts'
import { findFreePort, isPortFree } from './free-port.ts'
import { type LocalPlatform, type LocalPlatformOptions, startLocalPlatform } from './local-platform.ts'
import { readPlatform } from './platform-file.ts'
import { readProcess } from './running-process.ts'
import type { StartStep } from './start-steps.ts'
import { stopPlatform } from './stop-platform.ts'

/** A small service that answers with its own environment, and ends as services do. */
const service = `
import { createServer } from 'node:http'
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => { console.log('drained'); process.exit(0) })
createServer((request, response) => {
  if (request.url === '/api/crash') process.exit(1)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ service: process.cwd().split('/').at(-1), url: request.url, environment: process.env }))
}).listen(Number(process.env.TARS_PORT), process.env.TARS_HOST)
console.log('listening')
`
const installed = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))
let root: string
let folder: string
let data: string
let running: LocalPlatform[]
let external: TestDatabase

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tars-root-'))
  await mkdir(join(root, 'node_modules'))
  await symlink(join(installed, 'vite'), join(root, 'node_modules', 'vite'))
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  for (const name of serviceNames) {
    await mkdir(join(root, 'services', name, 'src'), { recursive: true })
    await writeFile(join(root, 'services', name, 'src', 'main.ts'), service)
  }
  await writeFile(join(root, 'services/dashboard-frontend/package.json'), '{"type":"module"}')
  await writeFile(
    join(root, 'services/dashboard-frontend/index.html'),
    '<!doctype html><title>T.A.R.S.</title>',
  )
})

afterAll(() => rm(root, { recursive: true }))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-platform-'))
  await chmod(folder, 0o755)
  data = join(folder, 'data')
  running = []
  external = await createTestDatabase()
})

afterEach(async () => {
  for (const platform of running) await platform.stop()
  await rm(folder, { recursive: true })
  await external.dispose()
})

async function options(changes: Partial<LocalPlatformOptions> = {}): Promise<LocalPlatformOptions> {
  return {
    data,
    port: await findFreePort(),
    portIsDefault: false,
    version: '1.2.3',
    root,
    onProgress: () => undefined,
    ...changes,
  }
}

/** Starts with the test's own database; with `databaseUrl: undefined` the platform brings its own server. */
async function start(changes?: Partial<LocalPlatformOptions>): Promise<LocalPlatform> {
  const platform = await startLocalPlatform(await options({ databaseUrl: external.url, ...changes }))
  running.push(platform)
  return platform
}

async function settled(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('did not settle')
    await delay(20)
  }
}

const ask = async (url: string) => (await fetch(url)).json()

describe('a local platform', () => {
  it('starts with a clock that cannot be right, and says so', async () => {
    await mkdir(join(data, 'logs'), { recursive: true })
    const log = join(data, 'logs', 'ppo-agent.jsonl')
    await writeFile(log, '')
    await utimes(log, new Date('2099-01-01'), new Date('2099-01-01'))
    const steps: StartStep[] = []
    await start({ onProgress: (step) => steps.push(step) })
    expect(steps.find(({ name }) => name === 'clock')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining(
        'but the data directory was written 2099-01-01 00:00; see ./tars doctor',
      ),
    })
  })

  it('brings up five services behind one port, tells its state, and leaves nothing when it stops', async () => {
    const steps: StartStep[] = []
    const platform = await start({ databaseUrl: undefined, onProgress: (step) => steps.push(step) })
    const names = ['data directory', 'port', 'database', 'migrations', 'dashboard', 'services']
    const done = steps.filter(({ state }) => state === 'done').map(({ name }) => name)
    expect(done.sort()).toEqual(names.sort())

    const status = systemStatusSchema.parse(await platform.status())
    expect(status).toMatchObject({ version: '1.2.3', url: platform.url, data, pid: process.pid })
    expect(status.services.map(({ name }) => name)).toEqual([...serviceNames])
    for (const each of status.services) {
      expect(each).toMatchObject({ state: 'ready', restarts: 0, version: '1.2.3' })
      expect(each.memoryBytes).toBeGreaterThan(20_000_000)
    }
    expect(status.database).toMatchObject({
      kind: 'embedded',
      state: 'ready',
      directory: join(data, 'postgres'),
      freeBytes: expect.any(Number),
    })
    expect(status.migrations).toMatchObject({ pending: 0, latest: expect.stringMatching(/^\d{4}-/) })

    expect(await ask(`${platform.url}/api/v1/system?x=1`)).toMatchObject({
      service: 'dashboard-api',
      url: '/api/v1/system?x=1',
    })
    const pages = await ask(`${platform.url}/trainings`)
    expect(pages.service).toBe('dashboard-frontend')
    expect(await readdir(pages.environment.TARS_ASSETS_DIRECTORY)).toContain('index.html')
    for (const name of ['key', 'secrets.json', 'platform.json']) {
      expect((await stat(join(data, name))).mode & 0o777, name).toBe(0o600)
    }

    await platform.stop()
    await platform.closed
    expect((await readdir(data)).sort()).toEqual(['key', 'logs', 'postgres', 'secrets.json', 'traces'])
    for (const { pid } of [...status.services, status.database])
      expect(await readProcess(pid!)).toBeUndefined()
    expect(await isPortFree(Number(new URL(platform.url).port), '127.0.0.1')).toBe(true)
    const log = await readFile(join(data, 'logs', 'ppo-agent.jsonl'), 'utf8')
    expect(
      log
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).message),
    ).toEqual(['listening', 'drained'])
  })

  it('keeps its operator key across starts, and makes another when the database does not know it', async () => {
    const key = async () => readFile(join(data, 'key'), 'utf8')
    await (await start()).stop()
    const first = await key()
    expect(first).toMatch(/^tars_local_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}\n$/)
    await (await start()).stop()
    expect(await key()).toBe(first)
    await writeFile(join(data, 'key'), first.replace('tars_', 'rats_'))
    await start()
    expect(await key()).toMatch(/^tars_local_/)
    expect(await key()).not.toBe(first)
  })

  it('is one to a data directory, and is found and stopped through it', async () => {
    const platform = await start()
    await expect(start()).rejects.toMatchObject({ code: 'DATA_DIRECTORY_HELD' })
    const found = (await readPlatform(data))!
    expect(found).toMatchObject({ pid: process.pid, url: platform.url, version: '1.2.3' })
    const control = (method: string, path: string, token: string) =>
      fetch(`${found.controlUrl}${path}`, { method, headers: { authorization: `Bearer ${token}` } })
    expect((await control('GET', '/status', 'wrong')).status).toBe(401)
    expect((await control('GET', '/elsewhere', found.controlToken)).status).toBe(404)
    const status = await (await control('GET', '/status', found.controlToken)).json()
    expect(systemStatusSchema.parse(status).url).toBe(platform.url)
    expect(await stopPlatform(data)).toBe(process.pid)
    await platform.closed
    expect(await readPlatform(data)).toBeUndefined()
    expect(await stopPlatform(data)).toBeUndefined()
    expect(await stopPlatform(join(folder, 'never-there'))).toBeUndefined()
  })

  it('answers 503 for a service that has crashed, and starts it again', async () => {
    const platform = await start()
    expect((await fetch(`${platform.url}/api/crash`)).status).toBe(503)
    await settled(async () => (await fetch(`${platform.url}/api/v1/system`)).status === 200)
    const [api] = (await platform.status()).services
    expect(api).toMatchObject({ name: 'dashboard-api', state: 'ready', restarts: 1 })
    const log = await readFile(join(data, 'logs', 'supervisor.jsonl'), 'utf8')
    expect(log).toContain('dashboard-api ended (code 1); started again in')
  })

  it('leaves nothing running when it is killed, and its directory can be used at once', async () => {
    const child = await startElsewhere()
    const { services, database } = await child.status()
    child.process.kill('SIGKILL')
    await once(child.process, 'exit')
    expect(await readPlatform(data)).toBeUndefined()
    const platform = await start({ databaseUrl: undefined })
    expect((await platform.status()).database.state).toBe('ready')
    for (const { pid } of [...services, database]) {
      await settled(async () => (await readProcess(pid!)) === undefined)
    }
  })

  it('uses a PostgreSQL that was named instead of its own', async () => {
    const platform = await start()
    const status = await platform.status()
    expect(status.database).toMatchObject({ kind: 'external', state: 'ready', directory: null, pid: null })
    expect(await readdir(data)).not.toContain('postgres')
    const { environment } = await ask(`${platform.url}/api/x`)
    expect(environment.TARS_DATABASE_URL).toBe(external.url)
  })
})

describe('a start that fails', () => {
  const leftovers = async () =>
    (await readdir(data)).filter((name) => name === 'lock' || name === 'platform.json')

  it('because of a service says which and why, and stops the rest', async () => {
    const main = join(root, 'services', 'insight-engine', 'src', 'main.ts')
    await writeFile(main, `console.error('TARS_DATABASE_URL: no such thing'); process.exit(78)`)
    try {
      await expect(start({ databaseUrl: undefined })).rejects.toMatchObject({
        code: 'SERVICE_FAILED',
        message: expect.stringMatching(/insight-engine ended \(code 78\)[\s\S]*no such thing/),
      })
    } finally {
      await writeFile(main, service)
    }
    expect(await leftovers()).toEqual([])
    const pid = await readFile(join(data, 'postgres', 'postmaster.pid')).catch(() => 'none')
    expect(pid).toBe('none')
  })

  it('because the named port is taken begins nothing', async () => {
    const platform = await start()
    const other = join(folder, 'other')
    const steps: StartStep[] = []
    const port = Number(new URL(platform.url).port)
    await expect(start({ data: other, port, onProgress: (step) => steps.push(step) })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
    })
    expect(steps.at(-1)).toMatchObject({ name: 'port', state: 'failed' })
    expect(await readdir(other)).not.toContain('postgres')
  })

  it('because the named PostgreSQL does not answer', async () => {
    const databaseUrl = `postgresql://tars@127.0.0.1:${await findFreePort()}/tars`
    await expect(start({ databaseUrl })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    expect(await leftovers()).toEqual([])
  })

  it('because the data directory cannot be made', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(start({ data: join(folder, 'file', 'data') })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_UNSUITABLE',
    })
  })

  it('because it was called off during a step ends in order, whatever was to begin next', async () => {
    const calling = new AbortController()
    const unhandled: unknown[] = []
    const keep = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', keep)
    const onProgress = ({ name, state }: StartStep) => {
      if (name === 'migrations' && state === 'done') calling.abort(new Error('called off'))
    }
    try {
      await expect(start({ signal: calling.signal, onProgress })).rejects.toThrow('called off')
      await delay(0)
    } finally {
      process.off('unhandledRejection', keep)
    }
    expect(unhandled).toEqual([])
    expect(await leftovers()).toEqual([])
  })

  it('because it was called off keeps the database until the services have drained', async () => {
    const main = join(root, 'services', 'insight-engine', 'src', 'main.ts')
    await writeFile(
      main,
      `process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0) }, 500))
      console.log('never ready')
      setInterval(() => undefined, 1000)`,
    )
    const log = () => readFile(join(data, 'logs', 'insight-engine.jsonl'), 'utf8').catch(() => '')
    const calling = new AbortController()
    try {
      const starting = start({ signal: calling.signal })
      starting.catch(() => undefined)
      await settled(async () => (await log()).includes('never ready'))
      calling.abort(new Error('called off'))
      await expect(starting).rejects.toThrow('called off')
    } finally {
      await writeFile(main, service)
    }
    expect(await log()).toContain('drained')
    expect(await leftovers()).toEqual([])
  })

  it('because it was called off stops what had begun', async () => {
    const calling = new AbortController()
    const onProgress = ({ name, state }: StartStep) => {
      if (name === 'services' && state === 'started') calling.abort(new Error('called off'))
    }
    await expect(start({ signal: calling.signal, onProgress })).rejects.toThrow('called off')
    expect(await leftovers()).toEqual([])
  })
})

interface Elsewhere {
  readonly process: ChildProcess
  status(): Promise<{ services: { pid: number | null }[]; database: { pid: number | null } }>
}

/** Starts the platform in a process of its own, so that it can be killed. */
async function startElsewhere(): Promise<Elsewhere> {
  const module = new URL('./local-platform.ts', import.meta.url).href
  const script = `
    import { startLocalPlatform } from ${JSON.stringify(module)}
    const options = ${JSON.stringify(await options())}
    await startLocalPlatform({ ...options, onProgress: () => undefined })
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  const { controlUrl, controlToken } = (await readPlatform(data))!
  return {
    process: child,
    async status() {
      const answer = await fetch(`${controlUrl}/status`, {
        headers: { authorization: `Bearer ${controlToken}` },
      })
      return systemStatusSchema.parse(await answer.json())
    },
  }
}
