import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { episodeSeeds } from './episode-seeds.ts'
import { playEpisode } from './play-episode.ts'
import { createTrainer, type TrainingUpdate } from './ppo.ts'
import { defaultPreset } from './preset.ts'

/** What the default preset reaches from one seed: in training, and played greedily for 100 episodes. */
function learn(seed: number) {
  const { configuration, steps } = defaultPreset('CartPole-v1')!
  const trainer = createTrainer({ environment: cartPole, configuration, seed, steps })
  let update: TrainingUpdate = trainer.update()
  while (!trainer.done) update = trainer.update()
  const policy = trainer.policy()
  let sum = 0
  for (const episode of episodeSeeds(0, 100)) {
    sum += playEpisode({ environment: cartPole, policy, seed: episode, mode: 'deterministic' }).return
  }
  return { returnMean: update.returnMean, greedyMean: sum / 100 }
}

describe('the default preset of CartPole-v1', () => {
  it('solves it in training and when played greedily', { timeout: 60_000 }, () => {
    const { returnMean, greedyMean } = learn(2)
    expect(returnMean).toBeGreaterThanOrEqual(475)
    expect(greedyMean).toBeGreaterThanOrEqual(475)
  })
})
