import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SystemStatus, Training } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'
import { viewPlatform } from '../harness/platform-view.ts'
import { listLastingRemains, listOpenPorts, listRemains } from '../harness/remains.ts'
import { waitUntil } from '../harness/wait-until.ts'

interface Up {
  url: string
  signInLink: string | null
  data: string
  pid: number
}

interface Trained {
  training: string
  policy: string
  returnMean: number
  steps: number
  weightHash: string
}

interface Evaluated {
  evaluation: string
  episodes: number
  mean: number
  interval95: [number, number]
  returnsHash: string
  verdict: string
}

const small = ['--environment', 'CartPole-v1', '--seed', '1', '--steps', '4096', '--name', 'small']

describe('./tars from the first start to the second', () => {
  let installation: TestInstallation
  let up: Up

  beforeAll(async () => {
    installation = await createInstallation()
    up = await installation.json<Up>('up', '--detach', '--empty')
  })

  afterAll(() => installation[Symbol.asyncDispose]())

  it('starts five services that are ready, and says where', async () => {
    expect(up).toMatchObject({ data: installation.data })
    expect(up.signInLink).toMatch(new RegExp(`^${up.url}/setup#token=`))
    const status = await installation.json<SystemStatus>('status')
    expect(status.services.map(({ state }) => state)).toEqual(Array(5).fill('ready'))
    expect(status).toMatchObject({ pid: up.pid, migrations: { pending: 0 }, database: { state: 'ready' } })
    const page = await fetch(up.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>')
  })

  it('keeps the key and the secrets from other people', async () => {
    for (const file of ['key', 'secrets.json']) {
      expect(((await stat(join(installation.data, file))).mode & 0o777).toString(8)).toBe('600')
    }
  })

  it('answers a second up with the platform that runs already', async () => {
    expect(await installation.json<Up>('up', '--detach', '--empty')).toMatchObject({
      url: up.url,
      pid: up.pid,
    })
  })

  it('trains twice from one seed to the same weights, and evaluates twice to the same returns', async () => {
    const first = await installation.json<Trained>('train', 'ppo', ...small)
    const second = await installation.json<Trained>('train', 'ppo', ...small)
    expect(second.weightHash).toBe(first.weightHash)
    expect(second.policy).not.toBe(first.policy)
    const one = await installation.json<Evaluated>('evaluate', first.policy, '--episodes', '30')
    const two = await installation.json<Evaluated>('evaluate', first.policy, '--episodes', '30')
    expect(two.returnsHash).toBe(one.returnsHash)
    expect(one).toMatchObject({
      episodes: 30,
      verdict: expect.stringMatching(/improved|inconclusive|equivalent/),
    })
    expect(one.interval95).toHaveLength(2)
  })

  it('exits with 1 when the verdict is regressed', async () => {
    const poor = await installation.json<Trained>('train', 'ppo', ...small, '--seed', '2', '--steps', '512')
    const good = await installation.json<Trained>('train', 'ppo', ...small, '--seed', '3', '--steps', '40000')
    const { code, stdout } = await installation.tars(
      'evaluate',
      poor.policy,
      '--baseline',
      good.policy,
      '--json',
    )
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'regressed' })
    expect(code).toBe(1)
  })

  it('refuses wrong usage with 2, a clear sentence and nothing half-done', async () => {
    const before = await installation.json<{ items: unknown[] }>('trainings', 'list')
    const wrong: [argv: string[], message: RegExp][] = [
      [['train', 'ppo', '--environment', 'Nowhere-v9'], /Nowhere-v9.*CartPole-v1/s],
      [['train', 'ppo', '--environment', 'CartPole-v1', '--set', 'lr=1'], /lr.*learningRate/s],
      [['train', 'ppo', '--environment', 'CartPole-v1', '--set', 'gamma=2'], /gamma.*0\.9999/s],
      [['train', 'ppo', '--environment', 'CartPole-v1', '--steps', '-1'], /steps.*1 to 1000000000/s],
      [['evaluate', '00000000-0000-7000-8000-000000000000'], /no policy|not found|There is no/i],
      [['evaluate', 'not-an-id'], /id of a policy/],
      [['trainings', 'show', '00000000-0000-7000-8000-000000000000'], /There is no|not found/i],
    ]
    for (const [argv, message] of wrong) {
      const result = await installation.tars(...argv)
      expect(result.stderr, argv.join(' ')).toMatch(message)
      expect(result.code, argv.join(' ')).toBe(2)
      expect(result.stderr).not.toMatch(/\n\s+at /)
    }
    expect((await installation.json<{ items: unknown[] }>('trainings', 'list')).items).toHaveLength(
      before.items.length,
    )
  })

  it('has everything again after down and up, and leaves nothing behind while it is down', async () => {
    const policies = await installation.json<{ items: { id: string }[] }>('policies', 'list')
    const evaluations = await installation.json<{ items: { id: string }[] }>('evaluations', 'list')
    expect(policies.items.length).toBeGreaterThan(3)
    const { services, database } = await installation.json<SystemStatus>('status')
    const ports = [...services, database].flatMap(({ port }) => port ?? [])
    expect(await listOpenPorts(ports)).toHaveLength(6)
    expect((await listRemains(installation.data)).join('\n')).toMatch(/postgres.*platform\.json/s)
    const { id } = await beginTraining(installation.data)
    expect((await installation.tars('down')).code).toBe(0)
    expect((await installation.tars('status')).code).toBe(3)
    expect(await listLastingRemains(installation.data)).toEqual([])
    expect(await listOpenPorts([...ports, Number(new URL(up.url).port)])).toEqual([])
    await installation.json<Up>('up', '--detach')
    // Given back, not lost: the attempt that was stopped does not count.
    expect((await installation.json<Training>('trainings', 'show', id)).attempts).toBeLessThan(2)
    expect(await installation.json('policies', 'list')).toEqual(policies)
    expect(await installation.json('evaluations', 'list')).toEqual(evaluations)
  })
})

/** Begins a training that will not have ended when the platform is stopped. */
async function beginTraining(data: string): Promise<Training> {
  await using view = await viewPlatform(data)
  const body = { environment: 'CartPole-v1', agent: 'long', steps: 2_000_000 }
  const training = await view.client.call('trainings.create', { body })
  const read = () => view.client.call('trainings.read', { params: { id: training.id } })
  await waitUntil(async () => (await read()).progress !== null, 30_000)
  return read()
}
