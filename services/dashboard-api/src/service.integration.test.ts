import { routes, type SystemStatus } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { startDatabaseProxy } from '../tests/database-proxy.ts'
import { type RunningApi, startApi } from '../tests/running-api.ts'
import { startSupervisor } from '../tests/supervisor.ts'

const system: SystemStatus = {
  version: '0.1.0',
  url: 'http://localhost:3000',
  data: '/data',
  pid: 1,
  startedAt: '2026-01-31T12:00:00.000Z',
  services: [],
  database: {
    kind: 'embedded',
    state: 'ready',
    version: '18',
    directory: null,
    pid: null,
    port: null,
    freeBytes: null,
  },
  migrations: { applied: 5, pending: 0, latest: '0005-audit' },
}

describe('the system status', () => {
  it('is what the supervisor says', async () => {
    using supervisor = await startSupervisor({ ...system, controlToken: 'secret' })
    await using api = await startApi(await createTestDatabase(), { environment: supervisor.environment })
    const { json } = await api.call('system.read', 'viewer')
    expect(json).toEqual(system)
    expect(supervisor.asked).toEqual(['/status Bearer control'])
  })

  it('is unavailable while the supervisor is silent, for no longer than 2 s', async () => {
    using supervisor = await startSupervisor(undefined)
    await using api = await startApi(await createTestDatabase(), { environment: supervisor.environment })
    const startedAt = performance.now()
    const { problem, headers } = await api.call('system.read', 'viewer')
    expect(problem.code).toBe('SERVICE_UNAVAILABLE')
    expect(headers.get('retry-after')).toBe('1')
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  it('is unavailable when what answers is no supervisor, or there is none', async () => {
    using supervisor = await startSupervisor({ hello: 'world' })
    await using api = await startApi(await createTestDatabase(), { environment: supervisor.environment })
    expect((await api.call('system.read', 'viewer')).problem.code).toBe('SERVICE_UNAVAILABLE')
    await using alone = await startApi(await createTestDatabase())
    expect((await alone.call('system.read', 'viewer')).problem.code).toBe('SERVICE_UNAVAILABLE')
  })
})

describe('the service', () => {
  const readyOf = async (api: RunningApi) => (await api.ask('/health/ready')).status

  it('describes itself, and says how it is', async () => {
    await using api = await startApi(await createTestDatabase())
    const { json } = await api.ask('/api/openapi.json')
    expect(json).toMatchObject({ openapi: '3.1.1', info: { version: '0.1.0' } })
    expect(Object.keys((json as { paths: object }).paths).length).toBeGreaterThan(20)
    expect((await api.ask('/health/live')).status).toBe(200)
    expect(await readyOf(api)).toBe(200)
    await api.call('agents.list', 'viewer')
    await api.ask('/api/v1/nothing')
    const metrics = (await api.ask('/metrics')).json
    expect(metrics).toMatch(/tars_http_request_seconds_count\{.*operation="agents.list".*status="2xx".*\} 1/)
    expect(metrics).toMatch(/tars_http_request_seconds_count\{.*operation="other".*status="4xx".*\} 1/)
    expect(metrics).toMatch(/tars_metric_label_overflow_total(\{[^}]*\})? 0/)
  })

  it('says that it is not ready, and answers 503, while the database is away, and mends itself', async () => {
    await using proxy = await startDatabaseProxy()
    await using api = await startApi(await createTestDatabase(), { viaDatabase: proxy.through })
    expect((await api.call('agents.list', 'viewer')).status).toBe(200)
    await proxy.cut()
    const { problem, headers } = await api.call('agents.list', 'viewer')
    expect(problem).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE' })
    expect(headers.get('retry-after')).toBe('1')
    expect(await readyOf(api)).toBe(503)
    expect((await api.ask('/health/live')).status).toBe(200)
    await proxy.mend()
    expect((await api.call('agents.list', 'viewer')).status).toBe(200)
    expect(await readyOf(api)).toBe(200)
  })

  it('answers every HEAD of a GET', async () => {
    await using api = await startApi(await createTestDatabase())
    const { status } = await api.ask(`/api/v1${routes['setup.read'].path}`, { method: 'HEAD' })
    expect(status).toBe(200)
  })
})
