import type { Evaluation, Opponent, Training } from '@tars/contracts'
import { formatDuration } from './duration.ts'
import { evaluationEtaSeconds, evaluationRatio, trainingEtaSeconds, trainingRatio } from './eta.ts'
import { countOf, formatRatio, formatReturn } from './quantity.ts'

/** What the trainings that are not over do, in one sentence; null when there are none. */
export function describeTrainings(trainings: readonly Training[]): string | null {
  const running = trainings.filter(({ state }) => state === 'running')
  const queued = trainings.filter(({ state }) => state === 'queued')
  const [first] = running
  if (first === undefined)
    return queued.length === 0 ? null : `${countOf(queued.length, 'training')} waiting.`
  const rest = queued.length === 0 ? '' : ` ${countOf(queued.length, 'more', 'more')} waiting.`
  if (running.length > 1) return `${countOf(running.length, 'training')} running.${rest}`
  return `${first.agent} learns ${first.environment}: ${describeTrainingProgress(first)}.${rest}`
}

/** How far a training is: `62 % done, mean return 201.4, 40 s left`. */
export function describeTrainingProgress(training: Training): string {
  const parts = [`${formatRatio(Math.floor(trainingRatio(training) * 100) / 100)} done`]
  const returnMean = training.progress?.returnMean ?? null
  if (returnMean !== null) parts.push(`mean return ${formatReturn(returnMean)}`)
  const eta = trainingEtaSeconds(training)
  if (eta !== null) parts.push(`${formatDuration(eta)} left`)
  return parts.join(', ')
}

/** How far an evaluation is: `25 % of 200 episodes, 30 s left`. */
export function describeEvaluationProgress(evaluation: Evaluation, nowMs: number): string {
  const ratio = formatRatio(Math.floor(evaluationRatio(evaluation) * 100) / 100)
  const eta = evaluationEtaSeconds(evaluation, nowMs)
  const left = eta === null ? '' : `, ${formatDuration(eta)} left`
  return `${ratio} of ${countOf(evaluation.episodesTotal, 'episode')}${left}`
}

/** The name of what a policy is compared with. */
export function nameOpponent(opponent: Opponent): string {
  return opponent.kind === 'random' ? 'playing at random' : `${opponent.agent} v${opponent.version}`
}

/** The name of the policy that an evaluation is about. */
export function nameEvaluation(evaluation: Pick<Evaluation, 'agent' | 'policyVersion'>): string {
  return `${evaluation.agent} v${evaluation.policyVersion}`
}
