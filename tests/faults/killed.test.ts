import type { SystemStatus, Training } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'
import { waitUntil } from '../harness/wait-until.ts'

const order = ['--environment', 'CartPole-v1', '--seed', '4', '--steps', '120000']

describe('kill -9', () => {
  let installation: TestInstallation
  let undisturbed: string

  beforeAll(async () => {
    installation = await createInstallation()
    await installation.json('up', '--detach', '--empty')
    const trained = await installation.json<{ weightHash: string }>('train', 'ppo', ...order)
    undisturbed = trained.weightHash
  })

  afterAll(() => installation[Symbol.asyncDispose]())

  it('of ppo-agent in the middle of a training ends in the same weights as no kill at all', async () => {
    const training = installation.json<{ weightHash: string }>('train', 'ppo', ...order)
    await waitUntil(
      async () => (await latest()).state === 'running' && ((await latest()).progress?.steps ?? 0) > 20_000,
      60_000,
    )
    await kill('ppo-agent')
    expect((await training).weightHash).toBe(undisturbed)
    expect((await service('ppo-agent'))?.restarts).toBeGreaterThanOrEqual(1)
  })

  it('of PostgreSQL in the middle of a training loses nothing either', async () => {
    const training = installation.json<{ weightHash: string }>('train', 'ppo', ...order)
    await waitUntil(
      async () => (await latest()).state === 'running' && ((await latest()).progress?.steps ?? 0) > 20_000,
      60_000,
    )
    const { database } = await installation.json<SystemStatus>('status')
    process.kill(database.pid ?? 0, 'SIGKILL')
    expect((await training).weightHash).toBe(undisturbed)
  })

  it('of the supervisor takes its services along, and the next up goes on with the data', async () => {
    const { pid, services, database } = await installation.json<SystemStatus>('status')
    process.kill(pid, 'SIGKILL')
    const pids = [...services.map((service) => service.pid ?? 0), database.pid ?? 0]
    await waitUntil(() => !pids.some(isAlive), 40_000)
    await installation.json('up', '--detach')
    const { items } = await installation.json<{ items: Training[] }>('trainings', 'list')
    expect(items.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed'])
  })

  async function latest(): Promise<Training> {
    const { items } = await installation.json<{ items: Training[] }>('trainings', 'list', '--limit', '1')
    return items[0] as Training
  }

  async function service(name: string) {
    const { services } = await installation.json<SystemStatus>('status')
    return services.find((entry) => entry.name === name)
  }

  async function kill(name: string): Promise<void> {
    process.kill((await service(name))?.pid ?? 0, 'SIGKILL')
  }
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
