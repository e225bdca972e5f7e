import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../tests/run-command.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const span = {
  traceId,
  spanId: '00f067aa0ba902b7',
  parentSpanId: null,
  name: 'trainings.create',
  service: 'dashboard-api',
  kind: 'server',
  startedAt: '2026-01-31T12:00:00.000Z',
  durationMs: 12.5,
  status: 'ok',
  attributes: {},
}
let data = ''
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tars-trace-'))
  await mkdir(join(data, 'traces'))
  await writeFile(join(data, 'traces', 'dashboard-api.jsonl'), `${JSON.stringify(span)}\n`)
})
afterAll(() => rm(data, { recursive: true }))

describe('tars trace', () => {
  it('shows the spans of the local store', async () => {
    const end = await runCommand(['trace', traceId.toUpperCase(), '--data', data])
    expect(end.out).toMatch(
      /^1 spans over 1 services, 12\.5 ms\n\ntrainings\.create · dashboard-api +12\.5 ms █+\n$/,
    )
    const document = await runCommand(['trace', traceId, '--data', data, '--json'])
    expect(document.json()).toEqual({ traceId, spans: [span] })
  })

  it('ends with 2 for a trace that is not kept and for what is no trace id', async () => {
    const unknown = await runCommand(['trace', 'a'.repeat(32), '--data', data])
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain(`No span of trace ${'a'.repeat(32)}`)
    expect((await runCommand(['trace', 'xyz', '--data', data])).err).toContain('32 hexadecimal digits')
  })
})
