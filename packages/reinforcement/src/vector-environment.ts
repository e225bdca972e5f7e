import { type Segment, segment } from './arena.ts'
import type { EnvironmentModel } from './environment.ts'
import { openRandomStream, randomStreamWords } from './random-stream.ts'
import type { SeedSequence } from './seed-sequence.ts'

/** The step did not end the episode. */
export const CONTINUES = 0
/** The task ended the episode: nothing follows. */
export const TERMINATED = 1
/** Only the time limit ended the episode: something would have followed. */
export const TRUNCATED = 2

/** The memory that N environments play in; copying it away and back resumes them exactly. */
export type VectorEnvironmentMemory = {
  /** Shape [N, stateSize]. */
  readonly states: Float64Array
  /** Steps of the episode under way, shape [N]. */
  readonly stepCounts: Int32Array
  /** Each environment's own stream of reset seeds, shape [N, 4]. */
  readonly seedStreams: Uint32Array
  /** What the policy sees next, shape [N, observationSize]. */
  readonly observations: Float32Array
  /** The last observation of the episode that just ended, shape [N, observationSize]. */
  readonly finalObservations: Float32Array
  /** Shape [N]. */
  readonly rewards: Float32Array
  /** CONTINUES, TERMINATED or TRUNCATED, shape [N]. */
  readonly endings: Uint8Array
}

/** N environments that step together, in place; an ended one begins its next episode in the same step. */
export type VectorEnvironment = {
  /** Seeds every environment's stream from a child of `seeds` and begins the first episodes. */
  begin(seeds: SeedSequence): void
  /** Moves every environment on by its action, shape [N]. */
  step(actions: Int32Array): void
}

/** The segments of the memory of `count` environments. */
export function vectorEnvironmentLayout(model: EnvironmentModel, count: number) {
  const { observationSize } = model.description
  return {
    states: segment('float64', count, model.stateSize),
    stepCounts: segment('int32', count),
    seedStreams: segment('uint32', count, randomStreamWords),
    observations: segment('float32', count, observationSize),
    finalObservations: segment('float32', count, observationSize),
    rewards: segment('float32', count),
    endings: segment('uint8', count),
  } satisfies Record<keyof VectorEnvironmentMemory, Segment>
}

/** The environments that play in `memory`, sized by `vectorEnvironmentLayout`. */
export function createVectorEnvironment(
  model: EnvironmentModel,
  memory: VectorEnvironmentMemory,
): VectorEnvironment {
  const { stateSize } = model
  const { observationSize, stepsMax } = model.description
  const { states, stepCounts, seedStreams, observations, finalObservations, rewards, endings } = memory
  const count = stepCounts.length
  const streams = Array.from({ length: count }, (_, n) =>
    openRandomStream(seedStreams.subarray(n * randomStreamWords, (n + 1) * randomStreamWords)),
  )

  const beginEpisode = (n: number) => {
    model.reset(states, n * stateSize, streams[n]!.uint32())
    stepCounts[n] = 0
    model.observe(states, n * stateSize, observations, n * observationSize)
  }
  return {
    begin(seeds) {
      for (let n = 0; n < count; n++) {
        seedStreams.set(seeds.child(n).generateState(randomStreamWords), n * randomStreamWords)
        beginEpisode(n)
      }
    },
    step(actions) {
      for (let n = 0; n < count; n++) {
        const at = n * stateSize
        rewards[n] = model.advance(states, at, actions[n]!)
        stepCounts[n] = stepCounts[n]! + 1
        const ending = model.isTerminal(states, at)
          ? TERMINATED
          : stepCounts[n]! >= stepsMax
            ? TRUNCATED
            : CONTINUES
        endings[n] = ending
        const into = ending === CONTINUES ? observations : finalObservations
        model.observe(states, at, into, n * observationSize)
        if (ending !== CONTINUES) beginEpisode(n)
      }
    },
  }
}
