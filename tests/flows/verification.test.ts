import type { Client, Evaluation, EventData, Verification } from '@tars/contracts'
import { readTrace } from '@tars/telemetry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServices, type TestServices } from '../harness/services.ts'
import { waitUntil } from '../harness/wait-until.ts'

describe('verifying a receipt', () => {
  let services: TestServices
  let client: Client
  let evaluation: Evaluation

  beforeAll(async () => {
    services = await startServices()
    client = await services.client('developer')
    const training = await client.call('trainings.create', {
      body: { environment: 'CartPole-v1', agent: 'proved', seed: 5, steps: 2_048, evaluate: 60 },
    })
    const find = async () => (await client.call('evaluations.list', { query: { state: 'judged' } })).items[0]
    await waitUntil(async () => (await find()) !== undefined, 60_000)
    evaluation = (await find()) as Evaluation
    expect(evaluation.traceId).toBe(training.traceId)
  })

  afterAll(() => services[Symbol.asyncDispose]())

  const verify = async (): Promise<Verification> => {
    const { id } = await client.call('evaluations.verify', { params: { id: evaluation.id } })
    const read = () => client.call('verifications.read', { params: { id } })
    await waitUntil(async () => ['completed', 'failed'].includes((await read()).state), 30_000)
    return read()
  }
  const listFindings = async () => (await client.call('insights.list')).items.map(({ kind }) => kind)

  it('finds that an evaluation comes again as it was, and tells how far it is on the way', async () => {
    const told: EventData<'verification.progressed'>[] = []
    const kinds: string[] = []
    const live = services.live(client)
    live.subscribe(`evaluation:${evaluation.id}`, {
      since: null,
      onEvent: ({ kind, data }) => {
        kinds.push(kind)
        if (kind === 'verification.progressed') told.push(data as EventData<'verification.progressed'>)
      },
      onReset: () => undefined,
    })
    await waitUntil(() => live.state.phase === 'live')
    const verification = await verify()
    expect(verification).toMatchObject({ state: 'completed', matches: true, differing: 0, differences: [] })
    expect(verification).toMatchObject({ episodesDone: 120, episodesTotal: 120, error: null })
    expect(verification.checks.map(({ name, matches }) => [name, matches])).toEqual([
      ['policyHash', true],
      ['environmentVersion', true],
      ['seedsHash', true],
      ['returnsHash', true],
      ['baselineReturnsHash', true],
    ])
    await waitUntil(() => kinds.includes('verification.completed'))
    live.close()
    expect(kinds[0]).toBe('verification.requested')
    expect(told[0]).toMatchObject({ verification: verification.id, episodesTotal: 120 })
    expect(told[0]?.episodesDone).toBeGreaterThan(0)
    expect(await listFindings()).not.toContain('evaluation.unrepeatable')
  })

  it('finds the one episode that was changed in the database, and raises an insight that says so', async () => {
    const [changed] = await services.test.database.query<{ seed: number }>(
      `UPDATE episodes SET return = return + 3 WHERE evaluation_id = $1 AND side = 'candidate' AND index = 17
       RETURNING seed`,
      [evaluation.id],
    )
    const verification = await verify()
    expect(verification).toMatchObject({ state: 'completed', matches: false, differing: 1 })
    const [difference] = verification.differences
    expect(difference).toMatchObject({ side: 'candidate', index: 17, seed: changed?.seed })
    expect(difference?.recorded).toBe((difference?.replayed ?? 0) + 3)
    await waitUntil(async () => (await listFindings()).includes('evaluation.unrepeatable'))
    const { items } = await client.call('insights.list', { query: { kind: 'evaluation.unrepeatable' } })
    expect(items).toMatchObject([
      {
        severity: 'critical',
        evaluationId: evaluation.id,
        title: 'An evaluation of proved v1 could not be repeated',
        detail:
          'Played again, it keeps to its receipt, but 1 episode is not as it was recorded. Do not rely on it.',
      },
    ])
    const { items: verifications } = await client.call('verifications.list', {
      params: { id: evaluation.id },
    })
    expect(verifications.map(({ matches }) => matches)).toEqual([false, true])
  })

  it('keeps one trace from the request to the insight', async () => {
    const { items } = await client.call('verifications.list', { params: { id: evaluation.id } })
    const traceId = items[0]?.traceId ?? ''
    await services.stop()
    const spans = await readTrace(services.traces, traceId)
    expect([...new Set(spans.map(({ service }) => service))].sort()).toEqual([
      'dashboard-api',
      'insight-engine',
      'ppo-agent',
    ])
    const ids = new Set(spans.map(({ spanId }) => spanId))
    expect(spans.filter(({ parentSpanId }) => parentSpanId !== null && !ids.has(parentSpanId))).toEqual([])
  })
})
