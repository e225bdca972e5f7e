import { listCurves as readCurves, type Sql } from '@tars/database'
import type { Call } from '../call.ts'

/** Thinned learning curves of trainings; unknown ones are left out. */
export async function listCurves({ database }: { database: Sql }, { query }: Call<'trainings.curves'>) {
  return { items: await readCurves(database, query.trainings) }
}
