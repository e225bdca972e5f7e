import type { LogLine } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { type RunningApi, startApi } from '../tests/running-api.ts'
import { startSupervisor } from '../tests/supervisor.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

describe('the work of the platform', () => {
  it('is counted by what waits and what runs', async () => {
    await addTraining(api.database)
    const { json } = await api.call('system.work', 'viewer')
    expect(json.trainings).toEqual({ queued: 1, running: 0 })
    expect(json.oldestQueuedAt).not.toBeNull()
  })
})

describe('the migrations', () => {
  it('are listed with when they were applied, oldest first', async () => {
    const { items } = (await api.call('system.migrations', 'viewer')).json
    expect(items.map(({ name }) => name)).toEqual(items.map(({ name }) => name).toSorted())
    expect(items.length).toBeGreaterThanOrEqual(7)
    expect(items.every(({ appliedAt }) => appliedAt !== null)).toBe(true)
  })
})

describe('the logs', () => {
  const line: LogLine = {
    at: '2026-01-31T12:00:00.000Z',
    service: 'ppo-agent',
    level: 'warn',
    message: 'Work failed and is tried again.',
    traceId: null,
    facts: { attempt: 1 },
  }

  it('are what the supervisor keeps, asked for as the caller asks', async () => {
    using supervisor = await startSupervisor({ items: [line] })
    await using supervised = await startApi(await createTestDatabase(), {
      environment: supervisor.environment,
    })
    const query = { service: 'ppo-agent', level: 'warn', lines: 5 }
    const { json } = await supervised.call('system.logs', 'operator', { query })
    expect(json).toEqual({ items: [line] })
    expect(supervisor.asked).toEqual(['/logs?service=ppo-agent&level=warn&lines=5 Bearer control'])
  })

  it('are for operators, and refuse what nobody can mean', async () => {
    expect((await api.call('system.logs', 'developer')).status).toBe(403)
    const query = { service: '../key', lines: 501 }
    const { problem } = await api.call('system.logs', 'operator', { query })
    expect(problem.problems?.map(({ path }) => path).sort()).toEqual(['lines', 'service'])
  })

  it('are unavailable without a supervisor, or with one that says something else', async () => {
    const { status, problem } = await api.call('system.logs', 'operator')
    expect({ status, code: problem.code, detail: problem.detail }).toEqual({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      detail: 'This service runs without a supervisor that could be asked.',
    })
    using supervisor = await startSupervisor({ items: [{ at: 1 }] })
    await using supervised = await startApi(await createTestDatabase(), {
      environment: supervisor.environment,
    })
    const answers = [
      await supervised.call('system.logs', 'operator'),
      await supervised.call('system.read', 'viewer'),
    ]
    expect(answers.map(({ problem: { detail } }) => detail)).toEqual([
      'The supervisor does not tell its logs.',
      'The supervisor does not tell its status.',
    ])
  })
})
