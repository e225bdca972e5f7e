import { createTrainer, defaultPreset, episodeSeeds, findEnvironment, playEpisode } from '@tars/reinforcement'

const environment = findEnvironment('CartPole-v1')!
const preset = defaultPreset('CartPole-v1')!
for (let seed = Number(process.argv[2]); seed < Number(process.argv[3]); seed++) {
  const t = createTrainer({ environment, configuration: preset.configuration, seed, steps: 196_608 })
  let r: number | null = 0
  while (!t.done) r = t.update().returnMean
  let s = 0
  for (const e of episodeSeeds(0, 100))
    s += playEpisode({ environment, policy: t.policy(), seed: e, mode: 'deterministic' }).return
  console.log(seed, r, s / 100)
}
