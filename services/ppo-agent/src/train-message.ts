import type { PpoConfiguration, TrainingPoint } from '@tars/contracts'

/** What a training thread is started with. */
export interface TrainOrder {
  environment: string
  configuration: PpoConfiguration
  seed: number
  steps: number
  /** Where to go on; null for a new training. */
  checkpoint: Uint8Array | null
  /** Training time before this attempt, in seconds. */
  secondsBefore: number
  /** Training time between two checkpoints, in milliseconds. */
  checkpointEveryMs: number
  /** One shared integer; anything but 0 asks the thread to stop after the update at hand. */
  stop: Int32Array<SharedArrayBuffer>
}

/** What a training thread says. */
export type TrainMessage =
  /** New points of the learning curve, at most twice a second. */
  | { kind: 'points'; points: TrainingPoint[] }
  | { kind: 'checkpoint'; steps: number; file: Uint8Array }
  /** The planned steps are done. */
  | {
      kind: 'completed'
      steps: number
      returnMean: number | null
      policyFile: Uint8Array
      weights: Uint8Array
    }
  /** It was asked to stop; a checkpoint came before. */
  | { kind: 'stopped' }
  /** It cannot go on: the numbers are no longer finite, or the order does not fit. */
  | { kind: 'failed'; error: string }
