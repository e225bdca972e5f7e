import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GivenUses, runCommand as runWithoutPlatform } from '../../tests/run-command.ts'
import { createTerminal } from '../terminal/terminal.ts'
import { formatClock } from '../terminal/time.ts'

const line = (second: number, level: string, service: string, message: string) =>
  `${JSON.stringify({ time: `2026-01-31T12:00:0${second}.000Z`, level, service, message })}\n`

const runCommand = (argv: readonly string[], given: GivenUses = {}) =>
  runWithoutPlatform(argv, { loadPlatform: () => import('@tars/platform'), ...given })

let data = ''
const log = (service: string) => join(data, 'logs', `${service}.jsonl`)
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-logs-'))
  await mkdir(join(data, 'logs'))
  await writeFile(
    log('ppo-agent'),
    line(2, 'warn', 'ppo-agent', 'second') + line(4, 'debug', 'ppo-agent', 'fourth'),
  )
  await writeFile(
    log('dashboard-api'),
    `${line(1, 'info', 'dashboard-api', 'first')}Error: crash\n${line(3, 'error', 'dashboard-api', 'third')}`,
  )
})
afterAll(() => rm(data, { recursive: true }))

describe('tars logs', () => {
  it('merges the services by time and leaves a crash behind the line before it', async () => {
    const end = await runCommand(['logs', '--data', data])
    const words = ['first', 'Error: crash', 'second', 'third']
    expect(end.out.split('\n').map((text) => words.find((word) => text.endsWith(word)))).toEqual([
      ...words,
      undefined,
    ])
  })

  it('shows one service from a level on, and only so many lines', async () => {
    const one = await runCommand(['logs', 'ppo-agent', '--level', 'debug', '--data', data, '--json'])
    expect(one.json().lines).toMatchObject([{ message: 'second' }, { message: 'fourth' }])
    const last = await runCommand(['logs', '--level', 'error', '--lines', '1', '--data', data])
    const local = formatClock('2026-01-31T12:00:03.000Z', Date.now())
    expect(last.out).toBe(`${local}  error  dashboard-api  third\n`)
  })

  it('refuses an unknown service with the names there are', async () => {
    const unknown = await runCommand(['logs', 'nope', '--data', data])
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain('There are: dashboard-api, orchestration-agent')
  })

  it('says where it looked when there is nothing', async () => {
    const end = await runCommand(['logs', '--data', join(data, 'absent')])
    expect(end.code).toBe(0)
    expect(end.err).toContain(`No such lines in ${join(data, 'absent', 'logs')}`)
  })

  it('follows whole new lines across a rotation until Ctrl-C', async () => {
    const interruption = new AbortController()
    let out = ''
    const stream = { write: (text: string) => (out += text) }
    const seen = async (text: string) => expect.poll(() => out, { timeout: 20_000 }).toContain(text)
    const running = runCommand(['logs', 'insight-engine', '--follow', '--data', data], {
      terminal: createTerminal(stream, { write: () => true }, {}),
      interrupted: interruption.signal,
    })
    await writeFile(log('insight-engine'), line(5, 'info', 'insight-engine', 'born'))
    await seen('born')
    const next = line(6, 'info', 'insight-engine', 'finished')
    await appendFile(log('insight-engine'), next.slice(0, 20))
    await appendFile(log('insight-engine'), next.slice(20))
    await seen('finished')
    await appendFile(log('insight-engine'), line(7, 'info', 'insight-engine', 'unread'))
    await rename(log('insight-engine'), `${log('insight-engine')}.1`)
    await writeFile(log('insight-engine'), line(8, 'info', 'insight-engine', 'rotated'))
    await seen('rotated')
    interruption.abort()
    expect((await running).code).toBe(0)
    expect(out.match(/born|finished|unread|rotated/g)).toEqual(['born', 'finished', 'unread', 'rotated'])
  })

  it('follows with one JSON document per line', async () => {
    const interruption = new AbortController()
    let out = ''
    await writeFile(log('postgres'), line(1, 'info', 'postgres', 'past – and gone'))
    const running = runCommand(['logs', 'postgres', '--follow', '--json', '--data', data], {
      terminal: createTerminal({ write: (text: string) => (out += text) }, { write: () => true }, {}),
      interrupted: interruption.signal,
    })
    await expect.poll(() => out, { timeout: 20_000 }).toContain('past')
    await appendFile(log('postgres'), line(2, 'info', 'postgres', 'present'))
    await expect.poll(() => out, { timeout: 20_000 }).toContain('present')
    interruption.abort()
    expect((await running).code).toBe(0)
    const documents = out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text))
    expect(documents).toMatchObject([
      { message: 'past – and gone' },
      { service: 'postgres', message: 'present' },
    ])
  })

  it('goes on in a file that was emptied in place', async () => {
    const interruption = new AbortController()
    let out = ''
    await writeFile(log('insight-engine'), line(1, 'info', 'insight-engine', 'long before it was emptied'))
    const running = runCommand(['logs', 'insight-engine', '--follow', '--lines', '1', '--data', data], {
      terminal: createTerminal({ write: (text: string) => (out += text) }, { write: () => true }, {}),
      interrupted: interruption.signal,
    })
    await expect.poll(() => out, { timeout: 20_000 }).toContain('long before')
    await writeFile(log('insight-engine'), line(2, 'info', 'insight-engine', 'fresh'))
    await expect.poll(() => out, { timeout: 20_000 }).toContain('fresh')
    interruption.abort()
    expect((await running).code).toBe(0)
  })
})

describe('the past of tars logs', () => {
  let past = ''
  beforeAll(async () => {
    past = await mkdtemp(join(tmpdir(), 'tars-past-'))
    await mkdir(join(past, 'logs'))
    const numbered = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const at = new Date(Date.UTC(2026, 0, 31, 12) + (from + index) * 1_000).toISOString()
        const level = from + index === 3 ? 'error' : 'info'
        return `${JSON.stringify({ time: at, level, service: 'ppo-agent', message: `line ${from + index} ${'x'.repeat(90)}` })}\n`
      }).join('')
    await writeFile(join(past, 'logs', 'ppo-agent.jsonl.1'), numbered(0, 6_000))
    await writeFile(join(past, 'logs', 'ppo-agent.jsonl'), numbered(6_000, 10))
    await writeFile(join(past, 'logs', 'postgres.jsonl.1'), line(1, 'warn', 'postgres', 'only rotated'))
  })
  afterAll(() => rm(past, { recursive: true }))
  const read = async (...options: string[]) => {
    const end = await runCommand(['logs', ...options, '--data', past, '--json'])
    return (end.json().lines as { message: string }[]).map(({ message }) => message.replace(/ x+$/, ''))
  }

  it('goes on in the rotated file, in order and without a gap', async () => {
    expect(await read('ppo-agent', '--lines', '12')).toEqual(
      Array.from({ length: 12 }, (_, index) => `line ${5_998 + index}`),
    )
  })

  it('finds a severe line however long ago it was written', async () => {
    expect(await read('ppo-agent', '--level', 'error')).toEqual(['line 3'])
  })

  it('begins at --since, and then has all lines', async () => {
    const since = await read('ppo-agent', '--since', new Date(Date.UTC(2026, 0, 31, 13)).toISOString())
    expect(since).toHaveLength(6_010 - 3_600)
    expect(since[0]).toBe('line 3600')
    expect(await read('ppo-agent', '--since', '1s')).toEqual([])
  })

  it.each([
    ['in one file', ''],
    ['into the rotated file', '.1'],
  ])('carries --since on over lines without a time %s: they stand at the one before', async (_, suffix) => {
    const path = join(past, 'logs', 'insight-engine.jsonl')
    const dated = line(1, 'info', 'insight-engine', 'old') + line(3, 'info', 'insight-engine', 'before')
    const stack = '    at a frame of the stack\n'.repeat(30_000)
    await writeFile(path, '')
    await writeFile(`${path}${suffix}`, dated)
    await appendFile(path, `Error: crash\n${stack}${line(4, 'info', 'insight-engine', 'after')}`)
    const since = ['insight-engine', '--since', '2026-01-31T12:00:02Z']
    const last = await read(...since)
    expect(last).toHaveLength(10_000)
    expect(last.at(-1)).toBe('after')
    await writeFile(path, `${suffix === '' ? dated : ''}Error: crash\n${'x'.repeat(600_000)}\n`)
    await appendFile(path, line(4, 'info', 'insight-engine', 'after'))
    const all = await read(...since)
    expect(all.map((text) => text.slice(0, 12))).toEqual(['before', 'Error: crash', 'x'.repeat(12), 'after'])
  })

  it('knows a service that has only a rotated file', async () => {
    expect(await read('postgres')).toEqual(['only rotated'])
  })

  it('is not that of the default directory when the platform is elsewhere', async () => {
    const end = await runCommand(['logs'], { url: 'http://tars.example' })
    expect(end.code).toBe(2)
    expect(end.err).toContain("This reads files of the platform's own machine")
    expect((await runCommand(['logs', '--since', 'soon', '--data', past])).code).toBe(2)
  })
})
