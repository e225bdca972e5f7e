import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredSpan } from './stored-span.ts'
import { createTraceStore, readTrace } from './trace-store.ts'

const traceId = 'a'.repeat(32)

function spanOf(spanId: string, given: Partial<StoredSpan> = {}): StoredSpan {
  return {
    traceId,
    spanId,
    parentSpanId: null,
    name: spanId,
    service: 'ppo-agent',
    kind: 'internal',
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 1.5,
    status: 'ok',
    attributes: {},
    ...given,
  }
}

describe('trace store', () => {
  let directory = ''
  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'tars-traces-')), 'traces')
  })
  afterEach(async () => {
    await rm(join(directory, '..'), { recursive: true })
  })

  it('gives back the spans of one trace over all services, parents before children', async () => {
    const [api, worker] = ['dashboard-api', 'ppo-agent'].map((service) =>
      createTraceStore({ directory, service }),
    )
    await worker?.append([
      spanOf('grandchild', { parentSpanId: 'child' }),
      spanOf('child', { parentSpanId: 'root' }),
      spanOf('other', { traceId: 'b'.repeat(32) }),
      spanOf('mentions', { traceId: 'b'.repeat(32), attributes: { about: traceId } }),
    ])
    await api?.append([
      spanOf('later', { startedAt: '2026-01-31T12:00:00.001Z' }),
      spanOf('root', { service: 'dashboard-api' }),
    ])
    const names = (await readTrace(directory, traceId)).map((span) => span.name)
    expect(names).toEqual(['root', 'child', 'grandchild', 'later'])
  })

  it('gives back every field as it was written', async () => {
    const span = spanOf('one', {
      attributes: { a: 'ü\n', b: 1, c: true },
      status: 'error',
      parentSpanId: 'gone',
    })
    await createTraceStore({ directory, service: 's' }).append([span])
    expect(await readTrace(directory, traceId)).toEqual([span])
  })

  it('ends with spans that name each other as parents', async () => {
    const store = createTraceStore({ directory, service: 's' })
    await store.append([spanOf('a', { parentSpanId: 'b' }), spanOf('b', { parentSpanId: 'a' })])
    expect(await readTrace(directory, traceId)).toHaveLength(2)
  })

  it('keeps two bounded files a service, across restarts', async () => {
    const fileBytesMax = 4_096
    for (let round = 0; round < 10; round += 1) {
      const store = createTraceStore({ directory, service: 's', fileBytesMax })
      for (let n = 0; n < 10; n += 1) await store.append([spanOf(`${round}.${n}`)])
    }
    expect((await readdir(directory)).sort()).toEqual(['s.jsonl', 's.previous.jsonl'])
    for (const file of await readdir(directory)) {
      expect((await stat(join(directory, file))).size).toBeLessThanOrEqual(fileBytesMax)
    }
    const names = (await readTrace(directory, traceId)).map((span) => span.name)
    expect(names).toContain('9.9')
    expect(names).not.toContain('0.0')
  })

  it('passes over lines cut short by a crash', async () => {
    const store = createTraceStore({ directory, service: 's' })
    await store.append([spanOf('whole')])
    await appendFile(join(directory, 's.jsonl'), JSON.stringify(spanOf('cut')).slice(0, -9))
    expect((await readTrace(directory, traceId)).map((span) => span.name)).toEqual(['whole'])
  })

  it('has nothing to say of a store that is not there, or a name that is no trace id', async () => {
    expect(await readTrace(directory, traceId)).toEqual([])
    expect(await readTrace(directory, '../..')).toEqual([])
  })

  it('makes its folder again when it was removed', async () => {
    const store = createTraceStore({ directory, service: 's' })
    await store.append([spanOf('before')])
    await rm(directory, { recursive: true })
    await expect(store.append([spanOf('lost')])).rejects.toThrow('ENOENT')
    await store.append([spanOf('after')])
    expect((await readTrace(directory, traceId)).map((span) => span.name)).toEqual(['after'])
  })
})
