import { monitorEventLoopDelay } from 'node:perf_hooks'
import { TarsError } from '@tars/contracts'
import { createTrainer, encodePolicy, findEnvironment, playEpisode } from '@tars/reinforcement'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawEpisode, type ReplayOrder } from './draw-episode.ts'
import { createReplayer, type Replayer } from './replayer.ts'

const environment = findEnvironment('CartPole-v1')!

/** A policy of a network that large which nobody has trained. */
function openPolicy(hiddenSizes: number[]) {
  const trainer = createTrainer({ environment, configuration: { hiddenSizes }, seed: 1, steps: 1 })
  const policy = trainer.policy()
  const origin = { configuration: trainer.configuration, steps: 0, seed: 1, parent: null }
  return { policy, file: encodePolicy(policy, origin) }
}

const orderOf = (policyFile: Uint8Array): ReplayOrder => ({
  policy: { agent: 'cartpole', version: 3 },
  policyFile,
  environment: 'CartPole-v1',
  seed: 7,
  mode: 'stochastic',
})

describe('a replayer', () => {
  let replayer: Replayer
  beforeEach(() => {
    replayer = createReplayer()
  })
  afterEach(() => replayer.close())

  it('plays and draws in its thread what would be played here', async () => {
    const { policy, file } = openPolicy([16])
    const drawn = await replayer.ask(orderOf(file))
    expect(drawn).toEqual(drawEpisode(orderOf(file)))
    const played = playEpisode({ environment, policy, seed: 7, mode: 'stochastic' })
    expect(drawn).toMatchObject({ return: played.return, length: played.length, framesPerSecond: 50 })
    expect(drawn.frames).toHaveLength(played.length + 1)
  })

  it('says whose file is broken or which environment is gone, and plays on', async () => {
    const { file } = openPolicy([16])
    const refused = replayer.ask(orderOf(new Uint8Array(3)))
    await expect(refused).rejects.toBeInstanceOf(TarsError)
    await expect(refused).rejects.toMatchObject({
      code: 'POLICY_FILE_INVALID',
      message: 'The file of cartpole v3 is broken: not a safetensors file: shorter than 8 bytes.',
    })
    await expect(replayer.ask({ ...orderOf(file), environment: 'Gone-v1' })).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      message: 'The environment Gone-v1 is not there any more.',
    })
    expect(await replayer.ask(orderOf(file))).toEqual(drawEpisode(orderOf(file)))
  })

  it('leaves the event loop free while it plays a large policy', async () => {
    const { file } = openPolicy([512, 512])
    await replayer.ask(orderOf(openPolicy([16]).file))
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const startedMs = performance.now()
    delay.enable()
    // One after the other, so that they take far longer in their thread than it takes to hand them over.
    await Promise.all(Array.from({ length: 8 }, () => replayer.ask(orderOf(file))))
    delay.disable()
    expect(delay.max / 1e6).toBeLessThan((performance.now() - startedMs) / 2)
  })
})
