import { createEnvironment, type EnvironmentModel } from './environment.ts'
import type { ActionMode, Player } from './policy.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence, type Seed } from './seed-sequence.ts'

/** One episode to play; the same order gives the same episode wherever it is played. */
export type EpisodeOrder = {
  readonly environment: EnvironmentModel
  readonly policy: Player
  /** Reset seed; a child of it also decides the chances of a stochastic policy. */
  readonly seed: Seed
  readonly mode: ActionMode
}

/** How an episode went. */
export type EpisodeResult = {
  /** Undiscounted sum of rewards. */
  readonly return: number
  /** Steps played. */
  readonly length: number
  readonly terminated: boolean
  readonly truncated: boolean
}

/** An episode step by step, for replay. */
export type EpisodeRecording = EpisodeResult & {
  /** Every state from the first to the last, length + 1 of them, each of shape [stateSize]. */
  readonly states: readonly Float64Array[]
  /** Shape [length]. */
  readonly actions: readonly number[]
  /** Shape [length]. */
  readonly rewards: readonly number[]
}

/** Plays one episode to its end, which the time limit bounds. */
export function playEpisode(order: EpisodeOrder): EpisodeResult {
  return play(order, () => {})
}

/** Plays one episode and keeps every state, action and reward. */
export function recordEpisode(order: EpisodeOrder): EpisodeRecording {
  const states: Float64Array[] = []
  const actions: number[] = []
  const rewards: number[] = []
  const result = play(order, (state, action, reward) => {
    states.push(state.slice())
    if (action === null) return
    actions.push(action)
    rewards.push(reward)
  })
  return { ...result, states, actions, rewards }
}

type Watch = (state: Float64Array, action: number | null, reward: number) => void

function play({ environment: model, policy, seed, mode }: EpisodeOrder, watch: Watch): EpisodeResult {
  const environment = createEnvironment(model)
  const random = createRandomStream(createSeedSequence(seed).child(0))
  let observation = environment.reset(seed)
  watch(environment.state, null, 0)
  let sum = 0
  for (let length = 1; ; length++) {
    const action = policy.act(observation, mode, random)
    const step = environment.step(action)
    watch(environment.state, action, step.reward)
    observation = step.observation
    sum += step.reward
    const { terminated, truncated } = step
    if (terminated || truncated) return { return: sum, length, terminated, truncated }
  }
}
