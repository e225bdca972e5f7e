import {
  createTrainer,
  defaultPreset,
  episodeSeeds,
  findEnvironment,
  type Policy,
  type PpoConfiguration,
  playEpisode,
} from '@tars/reinforcement'
import { bootstrapInterval, interquartileMean } from '@tars/statistics'
import type { Benchmark, Figure } from './benchmark.ts'

const rounds = 5
const cartPole = findEnvironment('CartPole-v1')!
const configurations: Record<string, { configuration: Partial<PpoConfiguration>; steps: number }> = {
  "Stable-Baselines3's defaults (1 environment, 2,048 steps, batch 64, 10 epochs)": {
    configuration: {},
    steps: 8_192,
  },
  '4 environments × 128 steps, 4 minibatches, 4 epochs': {
    configuration: { environments: 4, rolloutSteps: 128, batchSize: 128, epochs: 4 },
    steps: 16_384,
  },
  '64 environments × 64 steps, batch 256, 4 epochs': {
    configuration: { environments: 64, rolloutSteps: 64, batchSize: 256, epochs: 4 },
    steps: 32_768,
  },
}

/** Training and evaluation in plain TypeScript, one thread, without the platform around them. */
export const learning: Benchmark = {
  name: 'learning',
  title: 'Training and assessment, CartPole-v1, one thread',
  method: `${rounds} rounds; in each round every configuration trains once, so that all see the same machine. The first round of each is preceded by a warm-up that does not count. The row "training to the end" and the two after it train the default preset from seeds 0 … ${rounds - 1}.`,
  async measure(progress) {
    const figures: Figure[] = Object.keys(configurations).map((name) => ({
      what: `training, ${name}`,
      unit: 'environment steps/s',
      samples: [],
    }))
    for (let round = -1; round < rounds; round++) {
      progress(`training, round ${round + 1} of ${rounds}`)
      for (const [index, { configuration, steps }] of Object.values(configurations).entries()) {
        const rate = measureRate(configuration, steps)
        if (round >= 0) figures[index]!.samples.push(rate)
      }
    }
    progress('solving')
    const { policy, ...solved } = solve()
    return [...figures, ...solved.figures, measureEvaluation(policy), measureBootstrap()]
  },
}

function measureRate(configuration: Partial<PpoConfiguration>, steps: number): number {
  const trainer = createTrainer({ environment: cartPole, configuration, seed: 0, steps })
  const started = performance.now()
  while (!trainer.done) trainer.update()
  return (trainer.steps * 1_000) / (performance.now() - started)
}

function solve(): { policy: Policy; figures: Figure[] } {
  const preset = defaultPreset('CartPole-v1')!
  const seconds: Figure = {
    what: `training to the end, preset ${preset.name}`,
    unit: 's',
    samples: [],
    headline: true,
  }
  const returns: Figure = {
    what: 'mean return of its last 100 episodes',
    unit: 'points',
    samples: [],
    goal: '≥ 475',
    headline: true,
  }
  let policy: Policy | undefined
  for (let seed = 0; seed < rounds; seed++) {
    const trainer = createTrainer({
      environment: cartPole,
      configuration: preset.configuration,
      seed,
      steps: preset.steps,
    })
    const started = performance.now()
    let returnMean = Number.NaN
    while (!trainer.done) returnMean = trainer.update().returnMean ?? Number.NaN
    seconds.samples.push((performance.now() - started) / 1_000)
    returns.samples.push(returnMean)
    policy = trainer.policy()
  }
  return { policy: policy!, figures: [seconds, returns] }
}

function measureEvaluation(policy: Policy): Figure {
  const samples = Array.from({ length: rounds }, () => {
    const started = performance.now()
    for (const seed of episodeSeeds(0, 100)) {
      playEpisode({ environment: cartPole, policy, seed, mode: 'deterministic' })
    }
    return (performance.now() - started) / 1_000
  })
  return {
    what: 'evaluating that policy over 100 episodes',
    unit: 's',
    samples,
    goal: '≤ 0.5',
    headline: true,
  }
}

function measureBootstrap(): Figure {
  const strata = Array.from({ length: 5 }, (_, task) =>
    Array.from({ length: 10 }, (_, run) => Math.sin(task * 10 + run)),
  )
  const samples = Array.from({ length: rounds + 1 }, () => {
    const started = performance.now()
    bootstrapInterval(strata, (pooled) => interquartileMean(pooled), { seed: 0, replicates: 2_000 })
    return performance.now() - started
  })
  return {
    what: 'bootstrap of the interquartile mean, 10 runs × 5 tasks, 2,000 replicates',
    unit: 'ms',
    samples: samples.slice(1),
    goal: '≤ 20',
  }
}
