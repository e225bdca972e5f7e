import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { routes } from '@tars/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readLogs } from './read-logs.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-logs-'))
})
afterEach(() => rm(folder, { recursive: true }))

const timeOf = (second: number) => new Date(Date.UTC(2026, 0, 31, 12, 0, second)).toISOString()

function lineOf(second: number, given: object = {}): string {
  return `${JSON.stringify({ time: timeOf(second), level: 'info', message: `line ${second}`, ...given })}\n`
}

const write = (name: string, ...lines: string[]) => writeFile(join(folder, name), lines.join(''))

const messages = async (wanted: Parameters<typeof readLogs>[1]) =>
  (await readLogs(folder, wanted)).map(({ message }) => message)

describe('the logs of a directory', () => {
  it('are read as the contract says, with trace and facts', async () => {
    const given = { service: 'ppo-agent', version: '0.1.0', level: 'warn', traceId: 'abc', attempt: 2 }
    await write('ppo-agent.jsonl', lineOf(1, given))
    const items = await readLogs(folder, {})
    expect(items).toEqual([
      {
        at: timeOf(1),
        service: 'ppo-agent',
        level: 'warn',
        message: 'line 1',
        traceId: 'abc',
        facts: { attempt: 2 },
      },
    ])
    expect(routes['system.logs'].response.parse({ items })).toEqual({ items })
  })

  it('are merged over the services by time, the latest of them, oldest first', async () => {
    await write('ppo-agent.jsonl', lineOf(1), lineOf(4), lineOf(5))
    await write('supervisor.jsonl', lineOf(2), lineOf(3))
    expect(await messages({ lines: 3 })).toEqual(['line 3', 'line 4', 'line 5'])
    expect(await messages({ lines: 9 })).toHaveLength(5)
    expect(await messages({ service: 'supervisor' })).toEqual(['line 2', 'line 3'])
    expect(await messages({ service: 'dashboard-api' })).toEqual([])
  })

  it('go on in the file that was rotated away, and no further than asked', async () => {
    await write('ppo-agent.jsonl.1', lineOf(1), lineOf(2))
    await write('ppo-agent.jsonl', lineOf(3))
    expect(await messages({ lines: 2 })).toEqual(['line 2', 'line 3'])
    expect(await messages({})).toEqual(['line 1', 'line 2', 'line 3'])
  })

  it('are those of a service that has only a rotated file, too, and none where there is no directory', async () => {
    await write('postgres.jsonl.1', lineOf(1))
    expect(await messages({})).toEqual(['line 1'])
    expect(await readLogs(join(folder, 'absent'), {})).toEqual([])
  })

  it('hold to the level, however many finer lines lie between', async () => {
    const noise = Array.from({ length: 20_000 }, (_, at) => lineOf(at % 60, { level: 'debug' }))
    await write('ppo-agent.jsonl', lineOf(0, { level: 'error', message: 'it broke' }), ...noise)
    expect(await messages({ level: 'warn' })).toEqual(['it broke'])
    expect(await messages({ level: 'debug', lines: 500 })).toHaveLength(500)
  })

  it('leave out what is no line: half of one, foreign text, nothing', async () => {
    await write(
      'ppo-agent.jsonl',
      'not json\n',
      '\n',
      '[1]\n',
      '{"level":"info"}\n',
      lineOf(1),
      lineOf(2).slice(0, 20),
    )
    expect(await messages({})).toEqual(['line 1'])
    const [line] = await readLogs(folder, {})
    expect(line).toMatchObject({ service: 'ppo-agent', facts: {} })
  })

  it('are put together again where a line lies across two pieces, or is longer than one', async () => {
    const long = 'x'.repeat(600_000)
    const lines = Array.from({ length: 3_000 }, (_, at) => lineOf(at % 60, { message: `é ${at}` }))
    await write('ppo-agent.jsonl', lineOf(0, { message: long }), ...lines)
    const read = await messages({ lines: 4_000 })
    expect(read).toHaveLength(3_001)
    expect(new Set(read).size).toBe(3_001)
  })

  it('are not read further back than 4 MiB of a file', async () => {
    const lines = Array.from({ length: 60 }, (_, second) => lineOf(second, { padding: 'x'.repeat(100_000) }))
    await write('ppo-agent.jsonl', ...lines)
    const read = await messages({ lines: 500 })
    expect(read.at(-1)).toBe('line 59')
    expect(read.length).toBeGreaterThanOrEqual(40)
    expect(read.length).toBeLessThan(43)
  })

  it('call a level that readers do not know the finest', async () => {
    await write('ppo-agent.jsonl', lineOf(1, { level: 'trace' }))
    expect((await readLogs(folder, {}))[0]?.level).toBe('debug')
    expect(await messages({ level: 'debug' })).toEqual(['line 1'])
    expect(await messages({ level: 'info' })).toEqual([])
  })
})
