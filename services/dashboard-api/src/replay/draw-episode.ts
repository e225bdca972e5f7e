import { type Shape, TarsError } from '@tars/contracts'
import { type ActionMode, findEnvironment, recordEpisode } from '@tars/reinforcement'
import { toFrame } from '../frame.ts'
import { type NamedPolicy, openPolicyFile } from '../open-policy-file.ts'

/** An episode to play again. */
export interface ReplayOrder {
  policy: NamedPolicy
  policyFile: Uint8Array
  environment: string
  /** Reset seed of the episode. */
  seed: number
  mode: ActionMode
}

/** An episode as it went, every state of it drawn: length + 1 frames. */
export interface DrawnEpisode {
  framesPerSecond: number
  return: number
  length: number
  frames: Shape[][]
}

/**
 * Plays an episode from its seed and draws every state.
 *
 * @throws {TarsError} STATE_CONFLICT when its environment is gone; POLICY_FILE_INVALID when the file of its policy is broken.
 */
export function drawEpisode({
  policy: named,
  policyFile,
  environment: id,
  ...played
}: ReplayOrder): DrawnEpisode {
  const environment = findEnvironment(id)
  if (environment === undefined)
    throw new TarsError('STATE_CONFLICT', `The environment ${id} is not there any more.`)
  const recording = recordEpisode({ environment, policy: openPolicyFile(named, policyFile), ...played })
  return {
    framesPerSecond: environment.description.framesPerSecond,
    return: recording.return,
    length: recording.length,
    frames: recording.states.map((state) => toFrame(environment.draw(state))),
  }
}
