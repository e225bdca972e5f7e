import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SpanFate } from './span-processor.ts'
import { createTracing } from './trace.ts'
import { readTrace } from './trace-store.ts'
import { formatTraceparent, parseTraceparent, traceIdOf } from './traceparent.ts'

const remote = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), sampled: true }

describe('tracing', () => {
  let directory = ''
  let fates: Record<SpanFate, number>
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tars-traces-'))
    fates = { started: 0, ended: 0, exported: 0, dropped: 0 }
  })
  afterEach(async () => {
    await rm(directory, { recursive: true })
  })
  const onFate = (fate: SpanFate, count: number) => {
    fates[fate] += count
  }
  const open = (service: string, endpoint?: string) =>
    createTracing({ service, version: '1', directory, endpoint, onFate })

  it('carries one trace id through services that live in one process', async () => {
    await using api = open('dashboard-api')
    await using worker = open('ppo-agent')
    const traceId = await api.span('POST /evaluations', { kind: 'server' }, (root) =>
      api.span('publish', { kind: 'producer' }, async (publish) => {
        await worker.span('run', { kind: 'consumer', parent: publish.traceparent }, async (run) => {
          expect(run.traceId).toBe(root.traceId)
          expect(traceIdOf(worker.current())).toBe(root.traceId)
        })
        return root.traceId
      }),
    )
    await Promise.all([api.flush(), worker.flush()])
    const spans = await readTrace(directory, traceId)
    expect(spans.map(({ name, service, kind }) => [name, service, kind])).toEqual([
      ['POST /evaluations', 'dashboard-api', 'server'],
      ['publish', 'dashboard-api', 'producer'],
      ['run', 'ppo-agent', 'consumer'],
    ])
    expect(spans.map((span) => span.parentSpanId)).toEqual([null, spans[0]?.spanId, spans[1]?.spanId])
    expect(fates).toEqual({ started: 3, ended: 3, exported: 3, dropped: 0 })
  })

  it('knows the active span only inside of it, in every branch of concurrent work', async () => {
    await using tracing = open('s')
    expect(tracing.current()).toBeNull()
    await Promise.all(
      [1, 2, 3].map((n) =>
        tracing.span(`branch ${n}`, { parent: null }, async (span) => {
          await sleep(4 - n)
          expect(tracing.current()).toBe(span.traceparent)
        }),
      ),
    )
    expect(tracing.current()).toBeNull()
  })

  it('begins a new trace for null and for parents that cannot be used', async () => {
    await using tracing = open('s')
    await tracing.span('outer', {}, async (outer) => {
      for (const parent of [null, 'nonsense', `ff-${remote.traceId}-${remote.spanId}-01`]) {
        const inner = await tracing.span('inner', { parent }, async (span) => span.traceId)
        expect(inner).toMatch(/^[\da-f]{32}$/)
        expect(inner).not.toBe(outer.traceId)
      }
    })
  })

  it('continues a remote trace, also one that its maker did not sample', async () => {
    await using tracing = open('s')
    const parent = formatTraceparent({ ...remote, sampled: false })
    await tracing.span('work', { parent }, async (span) => {
      expect(parseTraceparent(span.traceparent)).toMatchObject({ traceId: remote.traceId, sampled: true })
    })
    await tracing.flush()
    expect(await readTrace(directory, remote.traceId)).toMatchObject([{ parentSpanId: remote.spanId }])
  })

  it('records an error on its span, without its secrets, and throws it again', async () => {
    await using tracing = open('s')
    const error = new RangeError('at postgresql://u:hunter2@h/d')
    const parent = formatTraceparent(remote)
    await expect(tracing.span('work', { parent }, () => Promise.reject(error))).rejects.toBe(error)
    await expect(tracing.span('odd', { parent }, () => Promise.reject('a text'))).rejects.toBe('a text')
    await tracing.flush()
    expect(await readTrace(directory, remote.traceId)).toMatchObject([
      {
        status: 'error',
        attributes: { 'error.type': 'RangeError', 'error.message': 'at postgresql://u:[redacted]@h/d' },
      },
      { status: 'error', attributes: { 'error.message': 'a text' } },
    ])
  })

  it('keeps attributes, bounded, and how long the work took', async () => {
    await using tracing = open('s')
    await tracing.span('work', { parent: formatTraceparent(remote), attributes: { a: 1 } }, async (span) => {
      span.set({ b: 'x'.repeat(5_000), c: true })
      for (let n = 0; n < 100; n += 1) span.set({ [`n${n}`]: n })
      await sleep(20)
    })
    await tracing.flush()
    const [span] = await readTrace(directory, remote.traceId)
    expect(span?.attributes).toMatchObject({ a: 1, b: 'x'.repeat(1_024), c: true })
    expect(Object.keys(span?.attributes ?? {})).toHaveLength(32)
    expect(span?.durationMs).toBeGreaterThanOrEqual(19)
  })

  it('hands over what waits when it is disposed', async () => {
    const tracing = open('s')
    await tracing.span('last', { parent: formatTraceparent(remote) }, async () => {})
    await tracing[Symbol.asyncDispose]()
    expect(await readTrace(directory, remote.traceId)).toHaveLength(1)
  })

  it('loses nothing of 4,000 spans that end at once', async () => {
    const tracing = open('s')
    const parent = formatTraceparent(remote)
    await Promise.all(Array.from({ length: 4_000 }, () => tracing.span('burst', { parent }, async () => {})))
    await tracing[Symbol.asyncDispose]()
    expect(fates).toEqual({ started: 4_000, ended: 4_000, exported: 4_000, dropped: 0 })
    expect(await readTrace(directory, remote.traceId)).toHaveLength(4_000)
  })

  it('accounts for every span of a burst that no queue could hold', async () => {
    const tracing = open('s')
    const parent = formatTraceparent(remote)
    for (let n = 0; n < 20_000; n += 1) await tracing.span('burst', { parent }, async () => {})
    await tracing[Symbol.asyncDispose]()
    expect(fates.ended).toBe(20_000)
    expect(fates.exported + fates.dropped).toBe(20_000)
    expect(await readTrace(directory, remote.traceId)).toHaveLength(fates.exported)
  })

  it('works where spans are not kept', async () => {
    await using tracing = createTracing({ service: 's', version: '1' })
    await tracing.span('work', {}, async () => expect(tracing.current()).not.toBeNull())
  })

  it('sends spans to a collector, with links, and counts them once', async () => {
    const bodies: string[] = []
    const server = createServer(async (request, response) => {
      bodies.push(`${request.url} ${await text(request)}`)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const tracing = open('s', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await tracing.span('work', { links: [formatTraceparent(remote), 'nonsense'] }, async () => {})
    await tracing[Symbol.asyncDispose]()
    server.close()
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatch(/^\/v1\/traces .*"name":"work"/)
    expect(bodies[0]).toContain(remote.spanId)
    expect(fates).toEqual({ started: 1, ended: 1, exported: 1, dropped: 0 })
  })

  it('counts what a collector refuses as dropped, and keeps it in the store', async () => {
    const server = createServer((_, response) => response.writeHead(400).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const tracing = open('s', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    await tracing.span('work', { parent: formatTraceparent(remote) }, async () => {})
    await tracing[Symbol.asyncDispose]()
    server.close()
    expect(fates).toEqual({ started: 1, ended: 1, exported: 1, dropped: 1 })
    expect(await readTrace(directory, remote.traceId)).toHaveLength(1)
  })
})
