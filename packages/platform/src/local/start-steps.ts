/** A step of a start, as it begins and as it ends. */
export interface StartStep {
  readonly name: string
  readonly state: 'started' | 'done' | 'failed'
  /** How long it took; absent while it runs. */
  readonly seconds?: number
  readonly detail?: string
}

/** Runs a piece of work as a named step; what it gives is passed on, and `describe` says it in words. */
export type RunStep = <T>(
  name: string,
  work: () => Promise<T>,
  describe?: (result: T) => string | undefined,
) => Promise<T>

/** A runner that reports each step's beginning and end, with its time, and begins none after the signal. */
export function createRunStep(
  onProgress: (step: StartStep) => void,
  signal: AbortSignal | undefined,
  now: () => number = () => performance.now(),
): RunStep {
  return async (name, work, describe) => {
    signal?.throwIfAborted()
    const since = now()
    const seconds = () => Math.round(now() - since) / 1000
    onProgress({ name, state: 'started' })
    try {
      const result = await work()
      onProgress({ name, state: 'done', seconds: seconds(), detail: describe?.(result) })
      return result
    } catch (error) {
      const detail = error instanceof Error ? error.message.split('\n')[0] : String(error)
      onProgress({ name, state: 'failed', seconds: seconds(), detail })
      throw error
    }
  }
}
