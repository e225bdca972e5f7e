import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { createHealth, healthCheckMs } from './health.ts'
import { createMetrics } from './metric.ts'

const metrics = createMetrics({ service: 's', version: '1' })
const ok = async () => {}

describe('health', () => {
  it('is alive whatever its checks say, and ready when all of them hold', async () => {
    const health = createHealth({ checks: { database: ok, feed: ok }, metrics })
    expect(await health.answer('/health/live')).toMatchObject({ status: 200, body: '{"status":"live"}' })
    const ready = await health.answer('/health/ready')
    expect(ready?.status).toBe(200)
    expect(JSON.parse(ready?.body ?? '')).toEqual({ status: 'ready', checks: { database: 'ok', feed: 'ok' } })
  })

  it('says which check fails, never with the text of its error', async () => {
    const checks = {
      database: () => Promise.reject(new TarsError('DATABASE_UNAVAILABLE', 'secret place')),
      odd: () => Promise.reject(new Error('/secret/path')),
      hasty: () => {
        throw new Error('/secret/path')
      },
      feed: ok,
    }
    const ready = await createHealth({ checks, metrics }).answer('/health/ready')
    expect(ready?.status).toBe(503)
    expect(JSON.parse(ready?.body ?? '')).toEqual({
      status: 'unready',
      checks: { database: 'DATABASE_UNAVAILABLE', odd: 'failed', hasty: 'failed', feed: 'ok' },
    })
    expect(ready?.body).not.toContain('secret')
  })

  it('waits 2 s for a check at most, and does not run it a second time meanwhile', async () => {
    let runs = 0
    const { promise: stuck, resolve } = Promise.withResolvers<void>()
    const check = () => {
      runs += 1
      return stuck
    }
    const health = createHealth({ checks: { stuck: check }, metrics })
    const begun = performance.now()
    const answers = await Promise.all([health.answer('/health/ready'), health.answer('/health/ready')])
    expect(performance.now() - begun).toBeLessThan(healthCheckMs + 500)
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('timed out') })
    expect(runs).toBe(1)
    resolve()
    expect((await health.answer('/health/ready'))?.status).toBe(200)
    await health.answer('/health/ready')
    expect(runs).toBe(2)
  })

  it('gives the metrics, and nothing for other paths', async () => {
    const health = createHealth({ checks: {}, metrics })
    const answer = await health.answer('/metrics')
    expect(answer).toMatchObject({ status: 200, contentType: metrics.contentType })
    expect(answer?.body).toContain('process_cpu_seconds_total')
    expect(await health.answer('/health')).toBeUndefined()
  })
})
