import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../tests/run-command.ts'
import { createTerminal } from '../terminal/terminal.ts'

const line = (second: number, level: string, service: string, message: string) =>
  `${JSON.stringify({ time: `2026-01-31T12:00:0${second}.000Z`, level, service, message })}\n`

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
    expect(last.out).toMatch(/^12:00:03\.000 {2}error {2}dashboard-api {2}third\n$/)
  })

  it('refuses an unknown service with the names there are, and --follow with --json', async () => {
    const unknown = await runCommand(['logs', 'nope', '--data', data])
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain('There are: dashboard-api, orchestration-agent')
    expect((await runCommand(['logs', '--follow', '--json', '--data', data])).code).toBe(2)
  })

  it('says where it looked when there is nothing', async () => {
    const end = await runCommand(['logs', '--data', join(data, 'absent')])
    expect(end.code).toBe(0)
    expect(end.err).toContain(`No lines in ${join(data, 'absent', 'logs')}`)
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
    await rename(log('insight-engine'), `${log('insight-engine')}.1`)
    await writeFile(log('insight-engine'), line(7, 'info', 'insight-engine', 'rotated'))
    await seen('rotated')
    interruption.abort()
    expect((await running).code).toBe(0)
    expect(out.match(/born|finished|rotated/g)).toEqual(['born', 'finished', 'rotated'])
  })
})
