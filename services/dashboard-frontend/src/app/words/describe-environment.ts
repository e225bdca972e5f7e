import type { EnvironmentDescription } from '@tars/contracts'
import { countOf, formatReturn } from './quantity.ts'

/** What there is to learn in an environment, in sentences for a newcomer. */
export function describeTask(environment: EnvironmentDescription): string {
  const { observationSize, actions, stepsMax, solvedAt } = environment
  const solved =
    solvedAt === null ? '' : ` It counts as solved at a mean return of ${formatReturn(solvedAt)}.`
  return `Each step it shows ${countOf(observationSize, 'number')} and takes one of ${countOf(actions, 'action')}; an episode has at most ${countOf(stepsMax, 'step')}.${solved}`
}
