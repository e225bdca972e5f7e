import type { Agent, Client, Evaluation, Policy, Promotion, Training } from '@tars/contracts'
import { readTrace } from '@tars/telemetry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServices, type TestServices } from '../harness/services.ts'
import { waitUntil } from '../harness/wait-until.ts'

const claimedMsMax = 10_000
const evaluatedMsMax = 30_000
const proposedMsMax = 30_000
const promotedMsMax = 20_000
const reloadedMsMax = 1_000
const observations = [[0.01, -0.02, 0.03, -0.04]]
const agent = 'promoted'
const byName = { params: { name: agent } }

/** From a training to the policy that answers, and back, as people and services do it together. */
describe('a policy is trained, evaluated, proposed, approved, served and rolled back', () => {
  let services: TestServices
  let developer: Client
  let operator: Client
  const tookMs: Record<string, number> = {}
  let first: Policy
  let trial: Training
  let evaluation: Evaluation
  let proposal: Promotion

  beforeAll(async () => {
    services = await startServices()
    developer = await services.client('developer')
    operator = await services.client('operator')
    first = await trainBaseline()
  })

  afterAll(async () => {
    await services[Symbol.asyncDispose]()
    for (const [step, ms] of Object.entries(tookMs)) console.info(`${step}: ${ms.toFixed(1)} ms`)
  })

  /** Waits until a condition holds, and keeps how long that took. */
  async function time(step: string, msMax: number, condition: () => Promise<boolean>): Promise<void> {
    const sinceMs = performance.now()
    await waitUntil(condition, msMax)
    tookMs[step] = performance.now() - sinceMs
  }

  const train = (steps: number, evaluate?: number) =>
    developer.call('trainings.create', {
      body: {
        environment: 'CartPole-v1',
        agent,
        seed: 1,
        steps,
        ...(evaluate === undefined ? {} : { evaluate }),
      },
    })
  const readTraining = (id: string) => developer.call('trainings.read', { params: { id } })
  const readAgent = (): Promise<Agent> => developer.call('agents.read', byName)
  const act = (policy?: string) =>
    developer.call('agents.act', {
      ...byName,
      body: policy === undefined ? { observations } : { observations, policy },
    })

  /** A weak policy, made the baseline because there is none. */
  async function trainBaseline(): Promise<Policy> {
    const { id } = await train(2_048)
    await waitUntil(async () => (await readTraining(id)).state === 'completed', 60_000)
    const { policyId } = await readTraining(id)
    const params = { id: policyId ?? '' }
    await operator.call('policies.promote', {
      params,
      body: { force: true, reason: 'the first of its line' },
    })
    return developer.call('policies.read', { params })
  }

  it('claims the training within 10 s', async () => {
    trial = await train(60_000, 50)
    await time('claimed', claimedMsMax, async () => (await readTraining(trial.id)).state !== 'queued')
    await time('trained', 100_000, async () => (await readTraining(trial.id)).state === 'completed')
  })

  it('evaluates 50 episodes against the baseline within 30 s, and finds it improved', async () => {
    const { evaluationId } = await readTraining(trial.id)
    const read = () => developer.call('evaluations.read', { params: { id: evaluationId ?? '' } })
    await time('evaluated', evaluatedMsMax, async () => (await read()).state === 'judged')
    evaluation = await read()
    expect(evaluation).toMatchObject({
      episodes: 50,
      verdict: 'improved',
      baseline: { kind: 'policy', policyId: first.id },
    })
  })

  it('proposes it at once by itself, with the evaluation that speaks for it', async () => {
    const list = () => developer.call('promotions.list', { query: { agent, state: 'proposed' } })
    await time('proposed', proposedMsMax, async () => (await list()).items.length === 1)
    proposal = (await list()).items[0]!
    expect(proposal).toMatchObject({
      policyId: evaluation.policyId,
      evaluationId: evaluation.id,
      previousPolicyId: first.id,
      proposedBy: 'insight-engine',
    })
    expect(await readAgent()).toMatchObject({ baselinePolicyId: first.id, proposals: 1 })
  })

  it('makes it the baseline within 20 s of its approval, and answers with it at once', async () => {
    expect(await act()).toMatchObject({ policyId: first.id })
    const sinceMs = performance.now()
    await operator.call('promotions.approve', { params: { id: proposal.id }, body: { reason: 'agreed' } })
    tookMs.approved = performance.now() - sinceMs
    await time('reloaded', reloadedMsMax, async () => (await act()).policyId === evaluation.policyId)
    await time('promoted', promotedMsMax, async () => {
      const { baselinePolicyId, proposals } = await readAgent()
      return baselinePolicyId === evaluation.policyId && proposals === 0
    })
    expect(await act(first.id)).toMatchObject({ policyId: first.id, policyVersion: 1 })
  })

  it('returns to the baseline before by one call', async () => {
    const rollback = await operator.call('agents.rollback', { ...byName, body: { reason: 'a drill' } })
    expect(rollback).toMatchObject({ kind: 'rollback', policyId: first.id, state: 'approved' })
    await time('rolled back', reloadedMsMax, async () => (await act()).policyId === first.id)
    expect(await readAgent()).toMatchObject({ baselinePolicyId: first.id })
  })

  it('bears one trace id from the request to train up to the proposal', async () => {
    const ids = [trial.traceId, evaluation.traceId, proposal.traceId]
    expect(new Set(ids).size).toBe(1)
    await services.stop()
    const spans = await readTrace(services.traces, trial.traceId ?? '')
    expect(new Set(spans.map(({ service }) => service))).toEqual(
      new Set(['dashboard-api', 'orchestration-agent', 'ppo-agent', 'insight-engine']),
    )
  })
})
