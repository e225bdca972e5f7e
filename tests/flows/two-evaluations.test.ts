import type { Client, Evaluation, Policy } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServices, type TestServices } from '../harness/services.ts'
import { waitUntil } from '../harness/wait-until.ts'

describe('evaluations side by side', () => {
  let services: TestServices
  let client: Client
  let weak: Policy
  let strong: Policy

  beforeAll(async () => {
    services = await startServices()
    client = await services.client('operator')
    weak = await train(client, 2_048)
    strong = await train(client, 60_000)
  })

  afterAll(() => services[Symbol.asyncDispose]())

  it('gives two evaluations at once the returns that each has alone', async () => {
    const [first, second, third] = await Promise.all([
      evaluate(client, weak, { seed: 7 }),
      evaluate(client, strong, { seed: 7 }),
      evaluate(client, weak, { seed: 8 }),
    ])
    const alone = await evaluate(client, weak, { seed: 7 })
    expect(alone.receipt).toEqual(first.receipt)
    expect(first.score?.returnsHash).not.toBe(second.score?.returnsHash)
    expect(first.score?.returnsHash).not.toBe(third.score?.returnsHash)
  })

  it('says regressed when a policy is worse than the baseline that it is measured against', async () => {
    await client.call('policies.promote', { params: { id: strong.id }, body: { reason: 'the better one' } })
    const evaluation = await evaluate(client, weak, { seed: 0 })
    expect(evaluation).toMatchObject({
      verdict: 'regressed',
      baseline: { kind: 'policy', policyId: strong.id },
    })
    const { items } = await client.call('insights.list')
    expect(items[0]).toMatchObject({ kind: 'policy.regressed', evaluationId: evaluation.id })
  })

  it('measures the baseline itself against playing at random', async () => {
    const evaluation = await evaluate(client, strong, { seed: 0 })
    expect(evaluation).toMatchObject({ verdict: 'improved', baseline: { kind: 'random' } })
  })

  it('compares with the policy that is named, and finds equal weights equivalent', async () => {
    const twin = await train(client, 2_048)
    expect(twin.weightHash).toBe(weak.weightHash)
    const evaluation = await evaluate(client, weak, { seed: 0, baseline: twin.id })
    expect(evaluation).toMatchObject({ verdict: 'equivalent', comparison: { difference: 0, ties: 40 } })
    await expect(evaluate(client, weak, { seed: 0, baseline: weak.id })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    })
  })

  it('plays stochastically with a seeded stream, so that it too can be repeated', async () => {
    const first = await evaluate(client, weak, { seed: 3, mode: 'stochastic' })
    const again = await evaluate(client, weak, { seed: 3, mode: 'stochastic' })
    const greedy = await evaluate(client, weak, { seed: 3 })
    expect(again.score?.returnsHash).toBe(first.score?.returnsHash)
    expect(greedy.score?.returnsHash).not.toBe(first.score?.returnsHash)
  })

  it('cancels an evaluation and plays no more of it', async () => {
    const { id } = await client.call('evaluations.create', { body: { policy: strong.id, episodes: 10_000 } })
    const cancelled = await client.call('evaluations.cancel', { params: { id } })
    expect(cancelled.state).toBe('cancelled')
    await expect(client.call('evaluations.cancel', { params: { id } })).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    })
    const after = await evaluate(client, weak, { seed: 1 })
    expect(after.state).toBe('judged')
    expect((await client.call('evaluations.read', { params: { id } })).state).toBe('cancelled')
  })
})

async function train(client: Client, steps: number): Promise<Policy> {
  const { id } = await client.call('trainings.create', {
    body: { environment: 'CartPole-v1', agent: 'pair', seed: 5, steps },
  })
  const read = () => client.call('trainings.read', { params: { id } })
  await waitUntil(async () => (await read()).policyId !== null, 60_000)
  return client.call('policies.read', { params: { id: (await read()).policyId ?? '' } })
}

async function evaluate(
  client: Client,
  policy: Policy,
  options: { seed: number; mode?: 'stochastic'; baseline?: string },
): Promise<Evaluation> {
  const { id } = await client.call('evaluations.create', {
    body: { policy: policy.id, episodes: 40, ...options },
  })
  const read = () => client.call('evaluations.read', { params: { id } })
  await waitUntil(async () => ['judged', 'failed'].includes((await read()).state), 30_000)
  return read()
}
