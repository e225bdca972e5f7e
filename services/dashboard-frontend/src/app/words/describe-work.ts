import type { Evaluation, Opponent, Training } from '@tars/contracts'
import { namePolicy } from './describe-promotion.ts'
import { formatDuration } from './duration.ts'
import { evaluationEtaSeconds, evaluationRatio, trainingEtaSeconds, trainingRatio } from './eta.ts'
import { countOf, formatRatio, formatReturn } from './quantity.ts'

/**
 * What the trainings that are not over do, in one sentence; null when there are none. `waiting` counts those that wait,
 * also those that are not given; null where nobody has counted them.
 */
export function describeTrainings(trainings: readonly Training[], waiting: number | null): string | null {
  const running = trainings.filter(({ state }) => state === 'running')
  const [first] = running
  if (first === undefined)
    return waiting === 0
      ? null
      : `${waiting === null ? 'Many trainings' : countOf(waiting, 'training')} waiting.`
  const rest =
    waiting === 0 ? '' : ` ${waiting === null ? 'Many more' : countOf(waiting, 'more', 'more')} waiting.`
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
  return opponent.kind === 'random' ? 'playing at random' : namePolicy(opponent)
}

/** The name of the policy that an evaluation is about. */
export function nameEvaluation(evaluation: Pick<Evaluation, 'agent' | 'policyVersion'>): string {
  return namePolicy({ agent: evaluation.agent, version: evaluation.policyVersion })
}
