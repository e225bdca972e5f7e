import { ppoConfigurationSchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { ensureAgent } from './agents.ts'
import { readLatestCheckpoint, storeCheckpoint } from './checkpoints.ts'
import { createId } from './id.ts'
import { type Held, insertTraining } from './trainings.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const configuration = ppoConfigurationSchema.parse({
  learningRate: 3e-4,
  learningRateSchedule: 'linear',
  gamma: 0.99,
  gaeLambda: 0.95,
  clipRange: 0.2,
  clipRangeSchedule: 'constant',
  valueClipRange: null,
  entropyCoefficient: 0,
  valueCoefficient: 0.5,
  maxGradientNorm: 0.5,
  epochs: 4,
  batchSize: 64,
  rolloutSteps: 128,
  environments: 8,
  targetKl: null,
  hiddenSizes: [64],
  normalizeAdvantage: true,
})

async function begin(): Promise<Held> {
  const agent = await ensureAgent(test.database, { name: 'trainee', environment: 'CartPole-v1' })
  const { id } = await insertTraining(test.database, {
    agentId: agent.id,
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    preset: null,
    seed: 0,
    steps: 1_000,
    configuration,
    evaluateEpisodes: null,
    region: 'local',
    traceparent: null,
  })
  const token = createId()
  await test.database.query("UPDATE trainings SET state = 'running', lease_token = $2 WHERE id = $1", [
    id,
    token,
  ])
  return { id, token }
}

function fileOf(...bytes: number[]): Uint8Array {
  return Uint8Array.from(bytes)
}

async function listSteps(held: Held): Promise<number[]> {
  const rows = await test.database.query<{ steps: number }>(
    'SELECT steps FROM checkpoints WHERE training_id = $1 ORDER BY steps',
    [held.id],
  )
  return rows.map(({ steps }) => steps)
}

describe('a checkpoint', () => {
  it('is read back byte for byte, the latest of those there are', async () => {
    const held = await begin()
    expect(await readLatestCheckpoint(test.database, held.id)).toBeUndefined()
    expect(await storeCheckpoint(test.database, held, 100, fileOf(0, 1, 255))).toBe(true)
    expect(await storeCheckpoint(test.database, held, 200, fileOf(7))).toBe(true)
    const latest = await readLatestCheckpoint(test.database, held.id)
    expect(latest?.steps).toBe(200)
    expect([...(latest?.file ?? [])]).toEqual([7])
  })

  it('makes all but the latest two of its training go', async () => {
    const [held, other] = [await begin(), await begin()]
    await storeCheckpoint(test.database, other, 1, fileOf(1))
    for (const steps of [9, 10, 100, 1_000]) await storeCheckpoint(test.database, held, steps, fileOf(1))
    expect(await listSteps(held)).toEqual([100, 1_000])
    expect(await listSteps(other)).toEqual([1])
  })

  it('replaces the one of the same step', async () => {
    const held = await begin()
    await storeCheckpoint(test.database, held, 5, fileOf(1))
    expect(await storeCheckpoint(test.database, held, 5, fileOf(2))).toBe(true)
    expect(await listSteps(held)).toEqual([5])
    expect([...((await readLatestCheckpoint(test.database, held.id))?.file ?? [])]).toEqual([2])
  })

  it('does not land when the lease is lost, and makes none go', async () => {
    const held = await begin()
    for (const steps of [1, 2]) await storeCheckpoint(test.database, held, steps, fileOf(1))
    expect(await storeCheckpoint(test.database, { ...held, token: createId() }, 3, fileOf(3))).toBe(false)
    expect(await listSteps(held)).toEqual([1, 2])
  })

  it('does not land in a training that is not running', async () => {
    const held = await begin()
    await test.database.query("UPDATE trainings SET state = 'queued' WHERE id = $1", [held.id])
    expect(await storeCheckpoint(test.database, held, 1, fileOf(1))).toBe(false)
    expect(await listSteps(held)).toEqual([])
  })
})
