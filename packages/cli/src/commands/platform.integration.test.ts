import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptedKey, type Handlers, startRouteServer } from '../../tests/route-server.ts'
import { noPlatform, runCommand } from '../../tests/run-command.ts'
import { statusWith, trainingWith, workWith } from '../../tests/samples.ts'
import type { LocalPlatformUses } from '../command-uses.ts'

let data = ''
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars data '))
  await writeFile(join(data, 'key'), `${acceptedKey}\n`)
})
afterEach(() => rm(data, { recursive: true }))

const first: Handlers = {
  'setup.read': () => ({ needed: true }),
  'setup.link': () => ({ link: 'http://localhost/setup#once', expiresAt: '2026-01-31T12:30:00.000Z' }),
  'trainings.list': () => ({ items: [], nextCursor: null }),
  'trainings.create': () => trainingWith({ agent: 'cartpole' }),
}

/** A platform that serves at `url` until it is stopped; what it was started with is kept. */
function platformAt(url: string) {
  const closed = Promise.withResolvers<void>()
  const seen: { started?: unknown; stops: number } = { stops: 0 }
  const uses: LocalPlatformUses = {
    ...noPlatform,
    startLocalPlatform(options) {
      seen.started = { data: options.data, port: options.port, portIsDefault: options.portIsDefault }
      options.onProgress({ name: 'PostgreSQL', state: 'started' })
      options.onProgress({ name: 'PostgreSQL', state: 'done', seconds: 0.7, detail: '18.4' })
      const stop = () => {
        seen.stops++
        closed.resolve()
        return closed.promise
      }
      return Promise.resolve({
        url,
        stop,
        closed: closed.promise,
        status: () => Promise.resolve(statusWith({})),
      })
    },
  }
  return { seen, closed, loadPlatform: () => Promise.resolve(uses) }
}

const runningAt = (url: string, changes: Partial<LocalPlatformUses> = {}) => ({
  loadPlatform: () =>
    Promise.resolve({
      ...noPlatform,
      readPlatform: () =>
        Promise.resolve({
          pid: 42,
          url,
          controlUrl: url,
          controlToken: 'token',
          version: '1',
          startedAt: '',
        }),
      ...changes,
    }),
})

describe('tars up', () => {
  it('starts, trains a first policy, answers with the one-time link, and stops cleanly on Ctrl-C', async () => {
    await using server = await startRouteServer(first)
    const platform = platformAt(server.url)
    const interruption = new AbortController()
    const running = runCommand(['up', '--data', data, '--port', '4567', '--json'], {
      loadPlatform: platform.loadPlatform,
      interrupted: interruption.signal,
      installSeconds: 31,
    })
    await expect.poll(() => server.calls, { timeout: 20_000 }).toContain('setup.link')
    setTimeout(() => interruption.abort(), 100)
    const end = await running
    expect(end.code).toBe(0)
    expect(end.json()).toEqual({
      url: server.url,
      signInLink: 'http://localhost/setup#once',
      data,
      pid: process.pid,
    })
    expect(end.err).toMatch(
      /✔ install +31 s\n✔ PostgreSQL +0\.7 s {2}18\.4\n✔ first training +cartpole is queued\nStopping …/,
    )
    expect(platform.seen).toEqual({ started: { data, port: 4567, portIsDefault: false }, stops: 1 })
  })

  it('ends with 0 when it is stopped from elsewhere; makes no link and no training that are not needed', async () => {
    await using server = await startRouteServer({ ...first, 'setup.read': () => ({ needed: false }) })
    const platform = platformAt(server.url)
    const running = runCommand(['up', '--data', data, '--empty'], { loadPlatform: platform.loadPlatform })
    await expect.poll(() => server.calls, { timeout: 20_000 }).toEqual(['setup.read'])
    platform.closed.resolve()
    const end = await running
    expect(end.code).toBe(0)
    expect(end.out).toBe(`T.A.R.S. 1.2.3 runs at ${server.url}\nCtrl-C stops it.\n`)
    expect(platform.seen.started).toMatchObject({ port: 3000, portIsDefault: true })
  })

  it('trains no first policy where there are trainings, and stops the platform when the answer fails', async () => {
    await using server = await startRouteServer({
      ...first,
      'trainings.list': () => ({ items: [trainingWith()], nextCursor: null }),
      'setup.link': () => {
        throw new TarsError('FORBIDDEN', 'The key may not do this.')
      },
    })
    const platform = platformAt(server.url)
    const told: unknown[] = []
    const end = await runCommand(['up', '--data', data, '--tell-starter'], {
      loadPlatform: platform.loadPlatform,
      tellStarter: (message) => told.push(message),
    })
    expect(end.code).toBe(1)
    expect(server.calls).not.toContain('trainings.create')
    expect(platform.seen.stops).toBe(1)
    expect(told.at(-1)).toMatchObject({ kind: 'failed', code: 'FORBIDDEN' })
  })

  it('says who holds the data directory', async () => {
    const held = new TarsError('DATA_DIRECTORY_HELD', `Process 42 holds ${data}.`)
    const end = await runCommand(['up', '--data', data], {
      loadPlatform: () => Promise.resolve({ ...noPlatform, startLocalPlatform: () => Promise.reject(held) }),
    })
    expect(end.code).toBe(1)
    expect(end.err).toContain(`Process 42 holds ${data}.`)
    expect(end.err).toContain('tars down')
  })

  it('refuses a port that is none', async () => {
    expect((await runCommand(['up', '--port', '70000'])).code).toBe(2)
  })
})

describe('tars up --detach', () => {
  /** A project whose command line is this program. */
  async function projectThat(program: string): Promise<string> {
    const root = join(data, 'a project')
    await mkdir(join(root, 'packages', 'cli', 'src'), { recursive: true })
    await writeFile(join(root, 'package.json'), '{"type":"module"}')
    await writeFile(join(root, 'packages', 'cli', 'src', 'main.ts'), program)
    return root
  }
  const notRunning = { loadPlatform: () => Promise.resolve(noPlatform) }

  it('shows the steps of the process that it leaves running, gives its answer and keeps its words in a log', async () => {
    const root = await projectThat(`
      console.log(process.argv.slice(2).join(' '))
      process.send({ kind: 'step', step: { name: 'PostgreSQL', state: 'done', seconds: 1 } })
      process.send({ kind: 'ready', answer: { url: 'http://x', signInLink: null, data: 'd', pid: process.pid } })
      setTimeout(() => {}, 60_000)`)
    const end = await runCommand(['up', '--detach', '--data', data, '--port', '4567', '--empty', '--json'], {
      root,
      ...notRunning,
    })
    const pid = end.json().pid as number
    expect(end.code).toBe(0)
    expect(end.err).toMatch(/✔ PostgreSQL +1\.0 s/)
    expect(process.kill(pid, 0)).toBe(true)
    process.kill(pid, 'SIGKILL')
    const log = await readFile(join(data, 'logs', 'supervisor.log'), 'utf8')
    expect(log).toBe(`up --tell-starter --data ${data} --port 4567 --empty\n`)
  })

  it('fails with the reason of the process that it started', async () => {
    const root = await projectThat(
      `process.send({ kind: 'failed', code: 'PORT_TAKEN', message: 'Port 4567 is taken.', problems: [] })`,
    )
    const end = await runCommand(['up', '--detach', '--data', data], { root, ...notRunning })
    expect(end.code).toBe(1)
    expect(end.err).toContain('Port 4567 is taken.')
  })

  it('says where to look when that process ends without a word', async () => {
    const root = await projectThat('process.exit(7)')
    const end = await runCommand(['up', '--detach', '--data', data], { root, ...notRunning })
    expect(end.code).toBe(1)
    expect(end.err).toMatch(/ended while it started \(7\); see .*supervisor\.log/)
  })

  it('stops that process on Ctrl-C', async () => {
    const root = await projectThat(`process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)
      process.send({ kind: 'step', step: { name: 'PostgreSQL', state: 'done', detail: String(process.pid) } })`)
    const interruption = new AbortController()
    let pid = 0
    const end = await runCommand(['up', '--detach', '--data', data], {
      root,
      ...notRunning,
      interrupted: interruption.signal,
      terminal: {
        write() {},
        writeDocument() {},
        writeDocumentLine() {},
        writeProgress() {},
        note(line) {
          pid = Number(/PostgreSQL +(\d+)/.exec(line)?.[1] ?? pid)
          interruption.abort()
        },
        columns: 80,
        rows: 24,
        interactive: false,
        colour: false,
        descriptors: { out: undefined, err: undefined },
      },
    })
    expect(end.code).toBe(130)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('starts nothing when Ctrl-C came before there was a process', async () => {
    const root = await projectThat(`
      import { writeFileSync } from 'node:fs'
      writeFileSync('STARTED', '')
      process.send({ kind: 'ready', answer: { url: 'http://x', signInLink: null, data: 'd', pid: process.pid } })`)
    const interruption = new AbortController()
    const readPlatform = () => {
      interruption.abort(new Error('interrupted'))
      return Promise.resolve(undefined)
    }
    const end = await runCommand(['up', '--detach', '--data', data], {
      root,
      loadPlatform: () => Promise.resolve({ ...noPlatform, readPlatform }),
      interrupted: interruption.signal,
    })
    expect(end).toMatchObject({ code: 130, out: '' })
    await expect(access(join(root, 'STARTED'))).rejects.toThrow('ENOENT')
  })

  it('gives the same answer when the platform runs already', async () => {
    await using server = await startRouteServer(first)
    const end = await runCommand(['up', '--detach', '--data', data, '--json'], runningAt(server.url))
    expect(end.code).toBe(0)
    expect(end.json()).toEqual({ url: server.url, signInLink: 'http://localhost/setup#once', data, pid: 42 })
    expect(server.calls).not.toContain('trainings.create')
  })

  it('says so when the data directory cannot be made', async () => {
    await symlink('/dev/null', join(data, 'file'))
    const end = await runCommand(['up', '--detach', '--data', join(data, 'file')], notRunning)
    expect(end.code).toBe(1)
    expect(end.err).toContain('supervisor.log cannot be written')
  })
})

describe('tars down', () => {
  it('stops the platform of the data directory', async () => {
    const stopped: string[] = []
    const stopPlatform = (directory: string) => {
      stopped.push(directory)
      return Promise.resolve(42)
    }
    const loadPlatform = () => Promise.resolve({ ...noPlatform, stopPlatform })
    const end = await runCommand(['down', '--data', data, '--json'], { loadPlatform })
    expect(end.json()).toEqual({ stopped: true, data, pid: 42 })
    expect(stopped).toEqual([data])
  })

  it('has nothing to do where none runs', async () => {
    const loadPlatform = () =>
      Promise.resolve({ ...noPlatform, stopPlatform: () => Promise.resolve(undefined) })
    const end = await runCommand(['down', '--data', data], { loadPlatform })
    expect(end.code).toBe(0)
    expect(end.out).toBe(`No platform runs in ${data}.\n`)
  })
})

describe('tars status', () => {
  const ready = statusWith({ 'dashboard-api': 'ready', 'ppo-agent': 'ready' })
  const restarting = statusWith({ 'dashboard-api': 'ready', 'ppo-agent': 'restarting' })
  const work = workWith({ trainings: { queued: 2, running: 1 }, oldestQueuedAt: '2026-01-31T12:00:00.000Z' })
  const now = () => Date.parse('2026-01-31T12:00:42.000Z')

  /** A supervisor with its API; without work the API is away. */
  async function startControl(status: object, known: object | undefined, code = 200) {
    const server = createServer((request, response) => {
      const isAllowed = ['Bearer token', `Bearer ${acceptedKey}`].includes(
        request.headers.authorization ?? '',
      )
      const isStatus = request.url === '/status'
      const answers = isAllowed && (isStatus || known !== undefined)
      response.writeHead(answers ? code : 503).end(JSON.stringify(isStatus ? status : known))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { url, [Symbol.asyncDispose]: async () => void server.close() }
  }

  it('says in its first line that all is well, and shows the rest at one glance', async () => {
    await using control = await startControl(ready, work)
    const end = await runCommand(['status', '--data', data], { ...runningAt(control.url), now })
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/^✔ All is well: T\.A\.R\.S\. 1\.2\.3 at http:\/\/127\.0\.0\.1:3000\n/)
    expect(end.out).toMatch(/ppo-agent +ready +1\.2\.3 +101 +4001 +0 +66\.8 MiB +42 s ago/)
    expect(end.out).toContain('trainings: 1 running, 2 waiting; the oldest has waited 42 s')
    expect(end.out).toContain('embedded PostgreSQL 18.4, ready, port 5555, /data/postgres')
    expect(end.out).toContain('12 applied, none pending')
    expect(end.out.split('\n').length).toBeLessThan(24)
  })

  it('says in its first line what is not, and has still told it', async () => {
    await using control = await startControl(restarting, { ...work, deadLetters: 1 })
    const end = await runCommand(['status', '--data', data], runningAt(control.url))
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/^✖ Not well: ppo-agent is restarting, 1 event was given up in the last 24 h\n/)
    expect(end.out).toMatch(/ppo-agent +restarting +1\.2\.3 +– +– +3 +– +–/)
  })

  it('tells what it can while the API is away, also without a key', async () => {
    await using control = await startControl(ready, undefined)
    const away = await runCommand(['status', '--data', data], runningAt(control.url))
    expect(away.code).toBe(0)
    expect(away.out).toMatch(/^✖ Not well: the API does not answer\n/)
    expect(away.out).toContain('not known: the API does not answer')
    await rm(join(data, 'key'))
    expect((await runCommand(['status', '--data', data], runningAt(control.url))).code).toBe(0)
  })

  it.each([40, 60, 80, 120])('fits %d columns without breaking a word', async (columns) => {
    await using control = await startControl(restarting, work)
    const end = await runCommand(['status', '--data', data], { ...runningAt(control.url), columns, now })
    expect(Math.max(...end.out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(columns)
    for (const word of ['dashboard-api', 'ppo-agent', 'restarting', '12 applied'])
      expect(end.out).toContain(word)
  })

  it('is one JSON document', async () => {
    await using control = await startControl(ready, work)
    const end = await runCommand(['status', '--data', data, '--json'], runningAt(control.url))
    expect(end.json()).toEqual({ well: true, faults: [], ...ready, work })
  })

  it('asks the API of a platform elsewhere', async () => {
    await using server = await startRouteServer({ 'system.read': () => ready, 'system.work': () => work })
    const end = await runCommand(['status', '--json'], { url: server.url })
    expect(end.json()).toMatchObject({ well: true, ...ready, work })
  })

  it('ends with 3 while the platform starts, and says so', async () => {
    const holder = { pid: 4242, started: '1', since: new Date(2026, 0, 31, 12, 0, 5, 250).toISOString() }
    const loadPlatform = () =>
      Promise.resolve({ ...noPlatform, readLockHolder: () => Promise.resolve(holder) })
    const end = await runCommand(['status', '--data', data], { loadPlatform, now })
    expect(end.code).toBe(3)
    expect(end.err).toContain('its start or its stop is under way (process 4242, since ')
    expect(end.err).toContain('Try again in a moment.')
  })

  it('ends with 3 when no platform runs, and when its supervisor does not answer', async () => {
    const none = await runCommand(['status', '--data', data, '--json'])
    expect(none.code).toBe(3)
    expect(none.json()).toMatchObject({
      error: { code: 'PLATFORM_UNREACHABLE', message: `No platform runs in ${data}.` },
    })
    await using control = await startControl(ready, work, 500)
    const dumb = await runCommand(['status', '--data', data], runningAt(control.url))
    expect(dumb.code).toBe(3)
    expect(dumb.err).toContain('cannot tell its status: it answered 500')
  })
})

describe('the platform that a command means', () => {
  it('is that of --data with its own key, even where TARS_URL is set', async () => {
    await using server = await startRouteServer({ 'environments.list': () => ({ items: [] }) })
    const end = await runCommand(['environments', 'list', '--data', data], {
      ...runningAt(server.url),
      remote: { url: 'http://127.0.0.1:1', key: 'other' },
    })
    expect(end.code).toBe(0)
  })

  it('is not reachable with a key that cannot be read, or an address that is none', async () => {
    await rm(join(data, 'key'))
    const unreadable = await runCommand(['insights', '--data', data], runningAt('http://127.0.0.1:1'))
    expect(unreadable.code).toBe(1)
    expect(unreadable.err).toContain('key')
    const nowhere = await runCommand(['insights'], { url: 'not an address' })
    expect(nowhere.code).toBe(2)
    expect(nowhere.err).toContain('TARS_URL is not an address')
  })

  it('ends with 3 where none runs', async () => {
    const end = await runCommand(['insights', '--data', 'relative'], { cwd: data })
    expect(end.code).toBe(3)
    expect(end.err).toContain(`No platform runs in ${join(data, 'relative')}`)
    expect(end.err).toContain('./tars up')
  })
})
