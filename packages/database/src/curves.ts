import { type Curve, curvePointsMax, type Id } from '@tars/contracts'
import type { Sql } from './sql.ts'

/** Thinned learning curves in the order of the ids; ids of no training are left out. */
export function listCurves(sql: Sql, trainingIds: readonly Id[]): Promise<Curve[]> {
  return sql.query<Curve>(thinned, [trainingIds, curvePointsMax - 1])
}

// Of n values those at floor(i · (n − 1) / gaps) are kept, i = 0 … gaps: the first, the last, and evenly spaced ones between.
// OFFSET 0 has each value taken out of its point once instead of for every aggregate.
const thinned = `
SELECT t.id AS training_id, all_values[n] AS last, least_value AS min, best_value AS max, ARRAY(
    SELECT all_values[1 + i * (n - 1) / greatest(gaps, 1)] FROM generate_series(0, gaps) AS i ORDER BY i
  ) AS returns
FROM trainings t CROSS JOIN LATERAL (
  SELECT array_agg(value ORDER BY steps) AS all_values, count(*)::int AS n, least($2, count(*)::int - 1) AS gaps,
    min(value) AS least_value, max(value) AS best_value
  FROM (
    SELECT steps, (point ->> 'returnMean')::float8 AS value FROM training_points WHERE training_id = t.id OFFSET 0
  ) AS points WHERE value IS NOT NULL
) AS curve
WHERE t.id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], t.id)`
