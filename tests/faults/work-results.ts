import type { Database } from '@tars/database'

/** What a piece of work came to, without what differs from time to time: ids, times, attempts. */
export interface WorkResult {
  readonly kind: 'training' | 'evaluation'
  readonly result: Readonly<Record<string, unknown>>
}

/** What every training and every evaluation of a database has come to. */
export async function readResults(database: Database): Promise<WorkResult[]> {
  const trainings = await database.query<WorkResult['result']>(
    `SELECT t.seed, t.state, t.steps, t.error, p.steps AS trained, p.weight_hash, p.return_mean, t.evaluate_episodes,
       (SELECT count(*) FROM policies WHERE training_id = t.id) AS policies,
       (SELECT count(*) FROM training_points WHERE training_id = t.id) > 0 AS has_curve
     FROM trainings t LEFT JOIN policies p ON p.id = t.policy_id`,
  )
  const evaluations = await database.query<WorkResult['result']>(
    `SELECT e.seed, e.state, e.error, e.episodes, e.episodes_done, e.verdict, e.score, e.baseline_score,
       e.comparison - 'baseline' AS comparison, e.receipt, p.weight_hash
     FROM evaluations e JOIN policies p ON p.id = e.policy_id`,
  )
  return [
    ...trainings.map((result): WorkResult => ({ kind: 'training', result })),
    ...evaluations.map((result): WorkResult => ({ kind: 'evaluation', result })),
  ]
}
