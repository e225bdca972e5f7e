import type { TarsEvent, Training } from '@tars/contracts'

/** A training after something has happened to it, as far as the event says; the same one when it is another's. */
export function patchTraining(training: Training, event: TarsEvent, at: string): Training {
  if (!('training' in event.data) || event.data.training !== training.id) return training
  switch (event.kind) {
    case 'training.started':
      if (isOver(training)) return training
      return {
        ...training,
        state: 'running',
        attempts: event.data.attempt,
        startedAt: training.startedAt ?? at,
      }
    case 'training.progressed':
      return patchProgress(training, event.data.points)
    case 'training.completed':
      return {
        ...training,
        state: 'completed',
        policyId: event.data.policy,
        evaluationId: event.data.evaluation,
        endedAt: at,
      }
    case 'training.failed':
      return { ...training, state: 'failed', error: event.data.error, endedAt: at }
    case 'training.cancelled':
      return { ...training, state: 'cancelled', endedAt: at }
    case 'training.resumed':
      return { ...training, state: 'queued', error: null, endedAt: null }
    default:
      return training
  }
}

/** Whether a training has ended; only resuming takes it up again. */
export function isOver({ state }: Pick<Training, 'state'>): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled'
}

function patchProgress(training: Training, points: readonly NonNullable<Training['progress']>[]): Training {
  const latest = points.at(-1)
  if (latest === undefined || latest.steps <= (training.progress?.steps ?? -1)) return training
  const state = training.state === 'queued' ? 'running' : training.state
  return { ...training, state, progress: latest }
}
