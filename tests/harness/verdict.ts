import type { Evaluation, Id, Policy, Verdict } from '@tars/contracts'
import { type Database, readEvaluation, storeVerdict } from '@tars/database'
import { addScoredEvaluation } from './evaluation.ts'

const differences: Record<Verdict, number> = { improved: 5, equivalent: 0, regressed: -5, inconclusive: 1 }

/** An evaluation of a policy against a baseline (null: playing at random) with a verdict of one's own, which nobody has computed. */
export async function addVerdict(
  database: Database,
  policy: Policy,
  { verdict, baselinePolicyId = null }: { verdict: Verdict; baselinePolicyId?: Id | null },
): Promise<Evaluation> {
  const difference = differences[verdict]
  const { id, baseline, score, episodes } = await addScoredEvaluation(
    database,
    policy,
    (side, index) => 20 + index + (side === 'candidate' ? difference : 0),
    { baselinePolicyId },
  )
  if (score === null) throw new Error('The evaluation has no score.')
  const comparison = {
    baseline,
    baselineScore: score,
    difference,
    interval95: [difference - 1, difference + 1] satisfies [number, number],
    margin: 10,
    marginRatio: 0.02,
    episodes,
    wins: difference > 0 ? episodes : 0,
    ties: difference === 0 ? episodes : 0,
    losses: difference < 0 ? episodes : 0,
    probabilityOfImprovement: difference > 0 ? 1 : 0,
    sentence: `The verdict of the test: ${verdict}`,
  }
  await storeVerdict(database, id, { verdict, comparison })
  return (await readEvaluation(database, id)) as Evaluation
}
