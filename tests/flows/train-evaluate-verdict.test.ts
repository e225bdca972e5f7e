import type { EventData, Training, TrainingPoint } from '@tars/contracts'
import { readTrace } from '@tars/telemetry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServices, type TestServices } from '../harness/services.ts'
import { waitUntil } from '../harness/wait-until.ts'

describe('train, evaluate, verdict', () => {
  let services: TestServices
  let asked: Training
  const points: TrainingPoint[] = []
  const kinds: string[] = []

  beforeAll(async () => {
    services = await startServices()
    const client = await services.client('developer')
    const live = services.live(client)
    asked = await client.call('trainings.create', {
      body: { environment: 'CartPole-v1', agent: 'cartpole', seed: 1, evaluate: 100 },
    })
    live.subscribe(`training:${asked.id}`, {
      since: null,
      onEvent: ({ kind, data }) => {
        kinds.push(kind)
        if (kind === 'training.progressed') points.push(...(data as EventData<'training.progressed'>).points)
      },
      onReset: () => undefined,
    })
    await waitUntil(async () => {
      const { items } = await client.call('evaluations.list', { query: { state: 'judged' } })
      return items.length === 1
    }, 100_000)
    live.close()
  })

  afterAll(() => services[Symbol.asyncDispose]())

  it('learns CartPole: mean return of the last 100 episodes ≥ 475', async () => {
    const client = await services.client('viewer')
    const training = await client.call('trainings.read', { params: { id: asked.id } })
    expect(training).toMatchObject({ state: 'completed', attempts: 1, error: null })
    expect(training.progress?.returnMean).toBeGreaterThanOrEqual(475)
  })

  it('shows the learning curve live, point by point, the same that is kept', async () => {
    const client = await services.client('viewer')
    const { items } = await client.call('trainings.points', { params: { id: asked.id } })
    expect(items.length).toBeGreaterThan(10)
    const seen = new Set(points.map(({ steps }) => steps))
    expect(points.map(({ steps }) => steps)).toEqual([...seen].sort((a, b) => a - b))
    expect(items.slice(-seen.size).map(({ steps }) => steps)).toEqual([...seen])
    expect(kinds.at(-1)).toBe('training.completed')
  })

  it('gives a verdict with an interval, in words, against playing at random', async () => {
    const client = await services.client('viewer')
    const { items } = await client.call('evaluations.list')
    const [evaluation] = items
    expect(evaluation).toMatchObject({ episodes: 100, verdict: 'improved', baseline: { kind: 'random' } })
    expect(evaluation?.score?.mean).toBeGreaterThanOrEqual(475)
    const [low, high] = evaluation?.comparison?.interval95 ?? [0, 0]
    expect(low).toBeGreaterThan(0)
    expect(high).toBeGreaterThanOrEqual(low)
    expect(evaluation?.comparison?.sentence).toMatch(/^Improved on playing at random: \+/)
    const { items: insights } = await client.call('insights.list')
    expect(insights.map(({ kind }) => kind)).toEqual(['policy.improved'])
  })

  it('replays any episode from its seed with the recorded return', async () => {
    const client = await services.client('viewer')
    const { items } = await client.call('evaluations.list')
    const id = items[0]?.id ?? ''
    const { items: episodes } = await client.call('evaluations.episodes', { params: { id } })
    expect(episodes.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, index) => index))
    const replay = await client.call('evaluations.replay', { params: { id, index: '99' } })
    expect(replay).toMatchObject({ matches: true, seed: episodes[99]?.seed, return: episodes[99]?.return })
    expect(replay.frames).toHaveLength((episodes[99]?.length ?? 0) + 1)
  })

  it('keeps one trace from the request to the verdict, with no span that lacks its parent', async () => {
    const client = await services.client('viewer')
    const { items } = await client.call('evaluations.list')
    const traceId = items[0]?.traceId ?? ''
    expect(traceId).toBe(asked.traceId)
    await services.stop()
    const spans = await readTrace(services.traces, traceId)
    const services_ = new Set(spans.map(({ service }) => service))
    expect([...services_].sort()).toEqual([
      'dashboard-api',
      'insight-engine',
      'orchestration-agent',
      'ppo-agent',
    ])
    const ids = new Set(spans.map(({ spanId }) => spanId))
    const orphans = spans.filter(({ parentSpanId }) => parentSpanId !== null && !ids.has(parentSpanId))
    expect(orphans).toEqual([])
    expect(spans.filter(({ parentSpanId }) => parentSpanId === null)).toHaveLength(1)
  })
})
