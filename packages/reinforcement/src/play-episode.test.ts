import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { createEnvironment } from './environment.ts'
import { episodeSeeds } from './episode-seeds.ts'
import { playEpisode, recordEpisode } from './play-episode.ts'
import type { Player } from './policy.ts'
import { createRandomPolicy } from './random-policy.ts'

const randomPolicy = createRandomPolicy(2)
const balancer: Player = {
  act: (seen) => (seen[2]! + 0.5 * seen[3]! + 0.05 * seen[0]! + 0.1 * seen[1]! > 0 ? 1 : 0),
}
const order = { environment: cartPole, policy: randomPolicy, seed: 3, mode: 'stochastic' } as const

describe('an episode', () => {
  it('goes the same way from the same seed, chance included, in any order of playing', () => {
    const seeds = [...episodeSeeds(0, 20)]
    const play = (seed: number) => playEpisode({ ...order, seed })
    const forwards = seeds.map(play)
    expect(seeds.toReversed().map(play).toReversed()).toEqual(forwards)
    expect(new Set(forwards.map((episode) => episode.length)).size).toBeGreaterThan(5)
  })

  it('ends by termination when the pole falls and by truncation at the time limit', () => {
    expect(playEpisode(order)).toMatchObject({ terminated: true, truncated: false })
    expect(playEpisode({ ...order, policy: balancer })).toEqual({
      return: 500,
      length: 500,
      terminated: false,
      truncated: true,
    })
  })

  it('is recorded so that its actions replay every state', () => {
    const recording = recordEpisode(order)
    expect(recording).toMatchObject(playEpisode(order))
    expect(recording.states).toHaveLength(recording.length + 1)
    expect(recording.rewards).toEqual(Array(recording.length).fill(1))
    const environment = createEnvironment(cartPole)
    environment.reset(order.seed)
    expect(environment.state).toEqual(recording.states[0])
    recording.actions.forEach((action, t) => {
      environment.step(action)
      expect(environment.state).toEqual(recording.states[t + 1])
    })
  })
})

describe('CartPole’s description', () => {
  it('states the mean return of the random policy', () => {
    let sum = 0
    for (const seed of episodeSeeds(0, 4000)) sum += playEpisode({ ...order, seed }).return
    // One episode's standard deviation is 12; the mean of 4,000 has a standard error of 0.19.
    expect(Math.abs(sum / 4000 - cartPole.description.randomReturn)).toBeLessThan(0.7)
  })
})
