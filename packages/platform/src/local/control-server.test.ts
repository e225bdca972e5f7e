import type { LogLine, SystemStatus } from '@tars/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ControlServer, startControlServer } from './control-server.ts'
import type { WantedLines } from './logs/read-logs.ts'

const status = { version: '0.1.0', pid: 1 } as SystemStatus
const line: LogLine = { at: 'now', service: 's', level: 'info', message: 'm', traceId: null, facts: {} }

let control: ControlServer
let isStopped = false
let failure: Error | undefined
const wanted: WantedLines[] = []
beforeEach(async () => {
  isStopped = false
  failure = undefined
  control = await startControlServer({
    readStatus: () => (failure === undefined ? Promise.resolve(status) : Promise.reject(failure)),
    async readLogs(asked) {
      wanted.push(asked)
      return [line]
    },
    stop() {
      isStopped = true
    },
  })
})
afterEach(() => control[Symbol.asyncDispose]())

async function ask(path: string, { method = 'GET', token = control.token } = {}) {
  const response = await fetch(`${control.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  })
  const text = await response.text()
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
}

describe('the control of a supervisor', () => {
  it('tells its status, and that it could not', async () => {
    expect(await ask('/status')).toEqual({ status: 200, json: status })
    failure = new Error('away')
    expect(await ask('/status')).toMatchObject({ status: 500, json: { code: 'INTERNAL' } })
  })

  it('gives the logs that are asked for', async () => {
    expect(await ask('/logs?service=ppo-agent&level=warn&lines=5')).toEqual({
      status: 200,
      json: { items: [line] },
    })
    expect(wanted.at(-1)).toEqual({ service: 'ppo-agent', level: 'warn', lines: 5 })
    await ask('/logs')
    expect(wanted.at(-1)).toEqual({})
  })

  it.each(['service=../key', 'lines=0', 'lines=501', 'level=loud', 'path=/etc/passwd'])(
    'refuses logs with %s',
    async (query) => {
      const before = wanted.length
      expect(await ask(`/logs?${query}`)).toMatchObject({ status: 422, json: { code: 'REQUEST_INVALID' } })
      expect(wanted).toHaveLength(before)
    },
  )

  it('does nothing for whoever does not bring its token', async () => {
    for (const path of ['/status', '/logs', '/stop'])
      expect(await ask(path, { token: 'guessed' })).toMatchObject({ status: 401 })
    expect(await ask('/stop', { method: 'POST', token: '' })).toMatchObject({ status: 401 })
    expect(isStopped).toBe(false)
  })

  it('stops when it is told to, and knows nothing else', async () => {
    expect(await ask('/elsewhere')).toMatchObject({ status: 404, json: { code: 'ROUTE_UNKNOWN' } })
    expect(await ask('//')).toMatchObject({ status: 404 })
    expect(await ask('/stop')).toMatchObject({ status: 404 })
    expect(isStopped).toBe(false)
    expect((await ask('/stop', { method: 'POST' })).status).toBe(202)
    expect(isStopped).toBe(true)
  })
})
