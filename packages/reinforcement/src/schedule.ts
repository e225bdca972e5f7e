/** How a hyper-parameter changes over a training. */
export type Schedule = 'constant' | 'linear'

/**
 * The value of a scheduled hyper-parameter.
 *
 * @param initial its value at the start. @param progress share of the training done, 0 to 1; linear ends at 0.
 */
export function scheduledValue(schedule: Schedule, initial: number, progress: number): number {
  return schedule === 'linear' ? initial * Math.max(0, 1 - progress) : initial
}
