import type { Evaluation } from '@tars/contracts'
import type { Suite } from './comparison-search.ts'

const open: readonly Evaluation['state'][] = ['queued', 'running', 'scored']

/** The newest evaluation of a suite that is not over yet; undefined when there is none. */
export function findUnderWay(evaluations: readonly Evaluation[], suite: Suite): Evaluation | undefined {
  return evaluations.find(
    ({ state, episodes, seed, mode }) =>
      open.includes(state) && episodes === suite.episodes && seed === suite.seed && mode === suite.mode,
  )
}
