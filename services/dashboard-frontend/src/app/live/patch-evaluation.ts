import type { Evaluation, TarsEvent } from '@tars/contracts'

/** An evaluation after something has happened to it, as far as the event says; the same one when it is another's. */
export function patchEvaluation(evaluation: Evaluation, event: TarsEvent, at: string): Evaluation {
  if (!('evaluation' in event.data) || event.data.evaluation !== evaluation.id) return evaluation
  switch (event.kind) {
    case 'evaluation.progressed':
      return patchProgress(evaluation, event.data.episodesDone, event.data.episodesTotal, at)
    case 'evaluation.scored':
      if (isOver(evaluation)) return evaluation
      return { ...evaluation, state: 'scored', episodesDone: evaluation.episodesTotal }
    case 'evaluation.judged':
      return { ...evaluation, state: 'judged', verdict: event.data.verdict, endedAt: at }
    case 'evaluation.failed':
      return { ...evaluation, state: 'failed', error: event.data.error, endedAt: at }
    case 'evaluation.cancelled':
      return { ...evaluation, state: 'cancelled', endedAt: at }
    case 'evaluation.resumed':
      return {
        ...evaluation,
        state: evaluation.episodesDone === 0 ? 'queued' : 'running',
        error: null,
        endedAt: null,
      }
    default:
      return evaluation
  }
}

/** Whether an evaluation has ended; only resuming takes it up again. */
export function isOver({ state }: Pick<Evaluation, 'state'>): boolean {
  return state === 'judged' || state === 'failed' || state === 'cancelled'
}

function patchProgress(evaluation: Evaluation, done: number, total: number, at: string): Evaluation {
  if (done < evaluation.episodesDone) return evaluation
  const state = evaluation.state === 'queued' ? 'running' : evaluation.state
  return {
    ...evaluation,
    state,
    startedAt: evaluation.startedAt ?? at,
    episodesDone: done,
    episodesTotal: total,
  }
}
