import type { Drawing } from './drawing.ts'
import type { Seed } from './seed-sequence.ts'

/** What is known of an environment before it is played. */
export type EnvironmentDescription = {
  readonly id: string
  /** Changes whenever the same seed and actions could give another episode. */
  readonly version: string
  /** Numbers in one observation. */
  readonly observationSize: number
  /** Count of discrete actions, numbered from 0. */
  readonly actions: number
  /** An episode is truncated after this many steps. */
  readonly stepsMax: number
  /** Mean return from which the task counts as solved; null when nobody has named one. */
  readonly solvedAt: number | null
  /** Mean return of the uniform random policy; the zero of normalised scores. */
  readonly randomReturn: number
  /** Return of a very good policy; the one of normalised scores. */
  readonly referenceReturn: number
  readonly framesPerSecond: number
}

/**
 * An environment as functions on flat numbers: a state is `stateSize` float64 numbers at `states[at]`, so that many
 * environments share one array and a checkpoint is a slice. The time limit is not the model's business.
 */
export type EnvironmentModel = {
  readonly description: EnvironmentDescription
  readonly stateSize: number
  /** Writes the first state of the episode with this seed, bit-equal to Gymnasium's. */
  reset(states: Float64Array, at: number, seed: Seed): void
  /** Moves the state on by one step and returns the reward. */
  advance(states: Float64Array, at: number, action: number): number
  /** Whether the state ends the episode by the rules of the task (never by the time limit). */
  isTerminal(states: Float64Array, at: number): boolean
  /** Writes the observation of the state to `into[intoAt]`. */
  observe(states: Float64Array, at: number, into: Float32Array, intoAt: number): void
  /** The picture of a state. @param state shape [stateSize]. */
  draw(state: ArrayLike<number>): Drawing
}

/** What one step gave. `terminated`: the task ended the episode; `truncated`: the time limit did; both may be. */
export type Step = {
  readonly observation: Float32Array
  readonly reward: number
  readonly terminated: boolean
  readonly truncated: boolean
}

/** One environment, as Gymnasium's users know it. */
export type Environment = {
  readonly description: EnvironmentDescription
  /** The state behind the observations, shape [stateSize], read only; it changes in place. */
  readonly state: Float64Array
  /** Begins an episode and returns its first observation. */
  reset(seed: Seed): Float32Array
  /** @throws {RangeError} when the action is unknown, or no episode is under way. */
  step(action: number): Step
}

/** One playable environment of this model; its observations are new arrays, free to keep. */
export function createEnvironment(model: EnvironmentModel): Environment {
  const { description } = model
  const state = new Float64Array(model.stateSize)
  let steps = 0
  let underWay = false

  const observe = () => {
    const observation = new Float32Array(description.observationSize)
    model.observe(state, 0, observation, 0)
    return observation
  }
  return {
    description,
    state,
    reset(seed) {
      model.reset(state, 0, seed)
      steps = 0
      underWay = true
      return observe()
    },
    step(action) {
      if (!underWay) throw new RangeError('no episode is under way: call reset first')
      if (!Number.isInteger(action) || action < 0 || action >= description.actions) {
        throw new RangeError(`action must be an integer from 0 to ${description.actions - 1}, not ${action}`)
      }
      const reward = model.advance(state, 0, action)
      steps++
      const terminated = model.isTerminal(state, 0)
      const truncated = steps >= description.stepsMax
      underWay = !terminated && !truncated
      return { observation: observe(), reward, terminated, truncated }
    },
  }
}
