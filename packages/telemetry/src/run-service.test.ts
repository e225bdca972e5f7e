import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from './log.ts'
import { runService, type ServiceHost } from './run-service.ts'

function createHost(parent: 'none' | 'there' | 'gone' = 'none') {
  const events = new EventEmitter()
  const codes: number[] = []
  const lines: string[] = []
  const written: string[] = []
  const host = Object.assign(events, {
    // A process exits only once: what would follow is not reached.
    exit: (code: number) => void (codes.length === 0 && codes.push(code)),
    connected: parent === 'there',
    send: parent === 'none' ? undefined : () => true,
    stderr: { write: (text: string) => void written.push(text) },
  }) as unknown as ServiceHost & EventEmitter
  const destination = { write: (line: string) => void lines.push(line) }
  const log = createLog({ service: 's', level: 'info', destination })
  return { uses: { host, log, drainMs: 50 }, host, codes, lines, stderr: () => written.join('') }
}

function createService(dispose: () => Promise<void> = async () => {}) {
  let disposals = 0
  const start = async () => ({
    [Symbol.asyncDispose]: () => {
      disposals += 1
      return dispose()
    },
  })
  return { definition: { name: 's', readConfig: () => ({}), start }, disposals: () => disposals }
}

const failing = (error: unknown) => ({
  name: 's',
  readConfig: () => ({}),
  start: () => Promise.reject(error),
})

describe('a running service', () => {
  it.each(['SIGTERM', 'SIGINT'])('is disposed once on %s and exits with 0', async (signal) => {
    const { uses, host, codes } = createHost()
    const { definition, disposals } = createService()
    await runService(definition, uses)
    expect(codes).toEqual([])
    host.emit(signal)
    await vi.waitFor(() => expect(codes).toEqual([0]))
    expect(disposals()).toBe(1)
  })

  it('exits at once when the same signal comes again', async () => {
    const { uses, host, codes } = createHost()
    const { definition, disposals } = createService(() => new Promise(() => {}))
    await runService(definition, uses)
    host.emit('SIGTERM')
    host.emit('SIGINT')
    expect(codes).toEqual([])
    host.emit('SIGTERM')
    expect(codes).toEqual([1])
    await Promise.resolve()
    expect(disposals()).toBe(1)
  })

  it('exits with 1 when it cannot finish in time', async () => {
    const { uses, host, codes, lines } = createHost()
    await runService(createService(() => new Promise(() => {})).definition, uses)
    host.emit('SIGTERM')
    await vi.waitFor(() => expect(codes).toEqual([1]))
    expect(lines.join('')).toContain('Could not finish in time.')
  })

  it('exits with 1 when it cannot stop cleanly, and says why', async () => {
    const { uses, host, codes, lines } = createHost()
    await runService(createService(() => Promise.reject(new Error('stuck'))).definition, uses)
    host.emit('SIGTERM')
    await vi.waitFor(() => expect(codes).toEqual([1]))
    expect(lines.join('')).toContain('stuck')
  })

  it('that is asked to stop while it starts, stops as soon as it has started', async () => {
    const { uses, host, codes } = createHost()
    const { promise, resolve } = Promise.withResolvers<AsyncDisposable>()
    const running = runService({ name: 's', readConfig: () => ({}), start: () => promise }, uses)
    host.emit('SIGTERM')
    expect(codes).toEqual([])
    resolve({ [Symbol.asyncDispose]: async () => {} })
    await running
    await vi.waitFor(() => expect(codes).toEqual([0]))
  })

  it('leaves SIGINT to its parent, and stops when the parent is gone', async () => {
    const { uses, host, codes } = createHost('there')
    await runService(createService().definition, uses)
    host.emit('SIGINT')
    await new Promise(setImmediate)
    expect(codes).toEqual([])
    host.emit('disconnect')
    await vi.waitFor(() => expect(codes).toEqual([0]))
  })

  it('stops when its parent died before it could listen', async () => {
    const { uses, codes } = createHost('gone')
    await runService(createService().definition, uses)
    await vi.waitFor(() => expect(codes).toEqual([0]))
  })

  it.each(['uncaughtException', 'unhandledRejection'])(
    'logs an %s as fatal and exits with 1',
    async (event) => {
      const { uses, host, codes, lines } = createHost()
      await runService(createService().definition, uses)
      host.emit(event, new Error('nobody caught me'))
      expect(codes).toEqual([1])
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
        level: 'fatal',
        error: { message: 'nobody caught me' },
      })
    },
  )
})

describe('a service that cannot start', () => {
  it('tells what is wrong with its configuration and exits with 78', async () => {
    const { uses, codes, stderr } = createHost()
    const readConfig = () => {
      throw new TarsError(
        'CONFIG_INVALID',
        'The configuration cannot be used:\n  TARS_PORT: must be at most 65535',
      )
    }
    await runService({ ...createService().definition, readConfig }, uses)
    expect(codes).toEqual([78])
    expect(stderr()).toBe(
      's could not start: The configuration cannot be used:\n  TARS_PORT: must be at most 65535\n' +
        'Correct the variables named and start again.\n',
    )
  })

  it('tells message, cause and advice of an operating error, without secrets, and exits with 1', async () => {
    const { uses, codes, stderr } = createHost()
    const cause = new Error('no route to postgresql://u:hunter2@h/d')
    await runService(failing(new TarsError('DATABASE_UNAVAILABLE', 'No database.', {}, cause)), uses)
    expect(codes).toEqual([1])
    expect(stderr()).toMatch(/^s could not start: No database\.\nbecause: no route to .*\[redacted\].*\nSee /)
  })

  it('tells where a programming error comes from', async () => {
    const { uses, codes, stderr } = createHost()
    await runService(failing(new TypeError('x is not a function')), uses)
    expect(codes).toEqual([1])
    expect(stderr()).toContain('run-service.test.ts')
    const other = createHost()
    await runService(failing('a text'), other.uses)
    expect(other.stderr()).toBe('s could not start: a text\n')
  })
})

describe('the process of a service', () => {
  const started: ChildProcess[] = []
  const folders: string[] = []
  afterEach(async () => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  async function writeProgram(start: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tars-service-'))
    folders.push(folder)
    const program = join(folder, 'main.ts')
    await writeFile(
      program,
      `import { runService } from ${JSON.stringify(new URL('run-service.ts', import.meta.url).href)}
      await runService({ name: 'probe', readConfig: () => ({}), start: async () => { ${start} } })`,
    )
    return program
  }
  const serving = `
    const timer = setInterval(() => {}, 1000)
    console.log('started ' + process.pid)
    return { async [Symbol.asyncDispose]() { clearInterval(timer); console.log('disposed') } }`

  it('drains on SIGTERM and exits with 0', async () => {
    const child = spawn(process.execPath, [await writeProgram(serving)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started.push(child)
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    await vi.waitFor(() => expect(output).toContain('started'), 10_000)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(output).toContain('disposed')
  })

  it('ends with 1 and a fatal line when a rejection is not handled', async () => {
    const program = await writeProgram(`void Promise.reject(new Error('lost')); ${serving}`)
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(child)
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(output).toContain('"level":"fatal"')
  })

  it('does not outlive a parent that is killed', async () => {
    const program = await writeProgram(serving)
    const folder = folders.at(-1) ?? ''
    const parentProgram = join(folder, 'parent.ts')
    await writeFile(
      parentProgram,
      `import { fork } from 'node:child_process'
      fork(${JSON.stringify(program)}, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })`,
    )
    const parent = spawn(process.execPath, [parentProgram], { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(parent)
    let output = ''
    parent.stdout?.on('data', (chunk) => {
      output += chunk
    })
    await vi.waitFor(() => expect(output).toContain('started'), 10_000)
    parent.kill('SIGKILL')
    // Both share the pipe: it closes when the last of the two has gone.
    await once(parent, 'close')
    expect(output).toContain('disposed')
  })
})
