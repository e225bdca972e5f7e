import type { Training } from '@tars/contracts'
import { formatDuration } from './duration.ts'
import { trainingEtaSeconds, trainingRatio } from './eta.ts'
import { formatRatio } from './quantity.ts'

/** How far a training is, short enough for a row: `62 %, 40 s left`, `took 50 s`, `ended at 62 %`; null before its start. */
export function describeProgress(training: Training): string | null {
  const { state, startedAt, endedAt, progress } = training
  if (state === 'completed' && startedAt !== null && endedAt !== null)
    return `took ${formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000)}`
  if (progress === null) return null
  const done = formatRatio(Math.floor(trainingRatio(training) * 100) / 100)
  if (state === 'failed' || state === 'cancelled') return `ended at ${done}`
  const eta = trainingEtaSeconds(training)
  return eta === null ? done : `${done}, ${formatDuration(eta)} left`
}
