export { completeConfiguration, defaultConfiguration, type PpoConfiguration } from './configuration.ts'
export type { Drawing, Shape, ShapeRole } from './drawing.ts'
export {
  createEnvironment,
  type Environment,
  type EnvironmentDescription,
  type EnvironmentModel,
  type Step,
} from './environment.ts'
export { findEnvironment, listEnvironments } from './environments.ts'
export { episodeSeeds } from './episode-seeds.ts'
export {
  type EpisodeOrder,
  type EpisodeRecording,
  type EpisodeResult,
  playEpisode,
  recordEpisode,
} from './play-episode.ts'
export { type ActionMode, type Player, type Policy, policyWeights } from './policy.ts'
export { encodePolicy, type PolicyOrigin, parsePolicy } from './policy-file.ts'
export {
  createTrainer,
  resumeTrainer,
  type Trainer,
  type TrainerOptions,
  type TrainingUpdate,
} from './ppo.ts'
export { defaultPreset, listPresets, type Preset } from './preset.ts'
export { createRandomPolicy } from './random-policy.ts'
export { parseSeed, type Seed } from './seed-sequence.ts'
