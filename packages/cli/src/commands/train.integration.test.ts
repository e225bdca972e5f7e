import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Handlers, startRouteServer } from '../../tests/route-server.ts'
import { runCommand } from '../../tests/run-command.ts'
import { ids, pointAt, policyWith, trainingWith } from '../../tests/samples.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars cli '))
})
afterAll(() => rm(folder, { recursive: true }))

const queued = trainingWith({ state: 'queued', progress: null, policyId: null })
const command = ['train', 'ppo', '--environment', 'CartPole-v1', '--seed', '1']

/** Handlers of a training that ends after `readings` readings, in a state. */
function trainingThatEnds(readings: number, ended = trainingWith(), requests: unknown[] = []): Handlers {
  let read = 0
  return {
    'trainings.create': ({ body }) => {
      requests.push(body)
      return queued
    },
    'trainings.read': () => {
      read++
      return read > readings
        ? ended
        : trainingWith({ state: 'running', progress: pointAt(1000 * read, 20), policyId: null })
    },
    'policies.read': () => policyWith(),
  }
}

describe('tars train ppo', () => {
  it('sends what the command line says and answers with one JSON document when the training has ended', async () => {
    const requests: unknown[] = []
    await using server = await startRouteServer(trainingThatEnds(1, trainingWith(), requests))
    await writeFile(join(folder, 'ppo.json'), '{"gamma": 0.98, "epochs": 4}')
    const end = await runCommand(
      [
        ...command,
        '--config',
        'ppo.json',
        '--set',
        'gamma=0.97',
        '--set',
        'hiddenSizes=32,32',
        '--steps',
        '50000',
        '--name',
        'mine',
        '--json',
      ],
      { url: server.url, cwd: folder },
    )
    expect(requests).toEqual([
      {
        environment: 'CartPole-v1',
        algorithm: 'ppo',
        agent: 'mine',
        seed: 1,
        steps: 50_000,
        configuration: { gamma: 0.97, epochs: 4, hiddenSizes: [32, 32] },
      },
    ])
    expect(end.json()).toEqual({
      training: ids.training,
      policy: ids.policy,
      state: 'completed',
      error: null,
      returnMean: 487.25,
      steps: 50_000,
      seconds: 5,
      stepsPerSecond: 10_000,
      memoryBytes: 50_000_000,
      weightHash: 'ab'.repeat(32),
      seeds: [{ seed: 1, training: ids.training, policy: ids.policy, returnMean: 487.25 }],
    })
    expect(end.code).toBe(0)
    expect(end.err).toContain(`Training ${ids.training}`)
  })

  it('is woken by the live channel instead of waiting for the next reading', async () => {
    let state: 'running' | 'completed' = 'running'
    await using server = await startRouteServer({
      ...trainingThatEnds(0),
      'trainings.read': () =>
        trainingWith({ state, progress: null, policyId: state === 'running' ? null : ids.policy }),
    })
    const startedAt = Date.now()
    const running = runCommand([...command, '--json'], { url: server.url })
    const emitting = setInterval(() => {
      state = 'completed'
      const event = { training: ids.training, agent: 'a', environment: 'CartPole-v1' }
      server.emit(`training:${ids.training}`, 'training.progressed', {
        ...event,
        points: [pointAt(7000, 33, 9)],
      })
      server.emit(`training:${ids.training}`, 'training.completed', {
        ...event,
        policy: ids.policy,
        evaluation: null,
      })
    }, 300)
    const end = await running
    clearInterval(emitting)
    expect(end.code).toBe(0)
    expect(end.json().memoryBytes).toBe(9)
    expect(Date.now() - startedAt).toBeLessThan(4000)
  })

  it('draws the learning curve in place on a terminal', async () => {
    await using server = await startRouteServer(trainingThatEnds(2), false)
    const end = await runCommand([...command, '--follow'], { url: server.url, isTTY: true, columns: 60 })
    expect(end.err).toContain('487.25 ┤')
    expect(end.err).toContain('\u001b[15A\r\u001b[J')
    expect(end.out).toContain('ppo-cartpole-v1 v3')
    expect(Math.max(...end.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })

  it('reads every second where the live channel is away, and writes plain lines', async () => {
    await using server = await startRouteServer(trainingThatEnds(1), false)
    const end = await runCommand([...command, '--follow'], { url: server.url })
    expect(end.err).toMatch(/2 % {2}return 20 {2}about 4\.9 s left {2}1\.00k of 50\.0k steps/)
    expect(end.err).not.toContain('┤')
    expect(server.calls.filter((call) => call === 'trainings.read')).toHaveLength(2)
  })

  it('bears a platform that is away for a moment', async () => {
    let calls = 0
    await using server = await startRouteServer({
      ...trainingThatEnds(0),
      'trainings.read': () => {
        calls++
        if (calls === 1) throw new TarsError('SERVICE_UNAVAILABLE', 'The service is restarting.')
        return trainingWith()
      },
    })
    expect((await runCommand(command, { url: server.url })).code).toBe(0)
  })

  it.each(['failed', 'cancelled'] as const)('ends with 1 when the training has %s', async (state) => {
    const ended = trainingWith({
      state,
      error: state === 'failed' ? 'It diverged.' : null,
      policyId: null,
      progress: null,
    })
    await using server = await startRouteServer(trainingThatEnds(0, ended))
    const end = await runCommand([...command, '--json'], { url: server.url })
    expect(end.code).toBe(1)
    expect(end.json()).toMatchObject({
      state,
      error: ended.error,
      policy: null,
      returnMean: null,
      stepsPerSecond: null,
    })
    const words = await runCommand(command, { url: server.url })
    expect(words.out).toContain(state)
  })

  it('leaves the training running on Ctrl-C and says how to cancel it', async () => {
    const interruption = new AbortController()
    await using server = await startRouteServer({
      ...trainingThatEnds(1e9),
      'trainings.read': () => {
        setTimeout(() => interruption.abort(), 50)
        return queued
      },
    })
    const end = await runCommand(command, { url: server.url, interrupted: interruption.signal })
    expect(end.code).toBe(130)
    expect(end.err).toContain(`tars trainings cancel ${ids.training}`)
    expect(server.calls).not.toContain('trainings.cancel')
  })

  it.each([
    [['--set', 'learningrate=1'], /Not a hyper-parameter of PPO: learningrate[\s\S]*gamma +0\.9 … 0\.9999/],
    [['--set', 'gamma=2'], /configuration\.gamma: must be at most 0\.9999/],
    [['--steps', '0'], /--steps <n>.*whole number from 1/],
    [['--seed', '-1'], /--seed <n>.*whole number from 0/],
    [['--config', 'absent.json'], /absent\.json cannot be read \(ENOENT\)/],
    [['--config', 'list.json'], /must hold one JSON object/],
    [['--config', 'broken.json'], /is not JSON/],
    [['--config', 'large.json'], /larger than 64 KiB/],
    [['--config', '/dev/zero'], /\/dev\/zero is larger than 64 KiB/],
    [['--set', '__proto__=1'], /Not a hyper-parameter of PPO: __proto__/],
    [['--seeds', '3'], /unknown option '--seeds'/],
    [['--name', 'two words'], /agent: must be 1–64 letters/],
  ])('refuses %j as wrong usage before anything is asked of the platform', async (options, message) => {
    await writeFile(join(folder, 'list.json'), '[1]')
    await writeFile(join(folder, 'broken.json'), '{')
    await writeFile(join(folder, 'large.json'), ' '.repeat(70_000))
    const end = await runCommand([...command, ...options, '--json'], { cwd: folder })
    expect(end.code).toBe(2)
    expect(end.err).toMatch(message)
    expect(end.json()).toHaveProperty('error.code', 'USAGE')
  })

  it('refuses an unknown environment with the names that the platform knows', async () => {
    const problems = [{ path: 'environment', message: 'must be one of CartPole-v1' }]
    await using server = await startRouteServer({
      'trainings.create': () => {
        throw new TarsError('REQUEST_INVALID', 'The request cannot be used.', { problems })
      },
    })
    const end = await runCommand(['train', 'ppo', '--environment', 'Nope-v0'], { url: server.url })
    expect(end.code).toBe(2)
    expect(end.err).toContain('environment: must be one of CartPole-v1')
  })
})
