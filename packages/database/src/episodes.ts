import type { Episode, Id } from '@tars/contracts'
import type { Side } from './evaluations.ts'
import type { Sql } from './sql.ts'

/** One episode as it was played. */
export type PlayedEpisode = Omit<Episode, 'baselineReturn'>

/** The episodes of one side of an evaluation, in order. */
export function listPlayedEpisodes(sql: Sql, evaluationId: Id, side: Side): Promise<PlayedEpisode[]> {
  return sql.query<PlayedEpisode>(
    `SELECT index, seed, return, length, terminated, truncated FROM episodes
     WHERE evaluation_id = $1 AND side = $2 ORDER BY index`,
    [evaluationId, side],
  )
}

/** The candidate's episodes of an evaluation, in order, each beside the baseline's return on the same seed. */
export function listEpisodes(sql: Sql, evaluationId: Id): Promise<Episode[]> {
  return sql.query<Episode>(
    `${selectEpisodes} WHERE c.evaluation_id = $1 AND c.side = 'candidate' ORDER BY c.index`,
    [evaluationId],
  )
}

/** One episode of an evaluation; undefined while it is not played. */
export async function readEpisode(sql: Sql, evaluationId: Id, index: number): Promise<Episode | undefined> {
  const [episode] = await sql.query<Episode>(
    `${selectEpisodes} WHERE c.evaluation_id = $1 AND c.side = 'candidate' AND c.index = $2`,
    [evaluationId, index],
  )
  return episode
}

const selectEpisodes = `SELECT c.index, c.seed, c.return, c.length, c.terminated, c.truncated, b.return AS baseline_return
  FROM episodes c LEFT JOIN episodes b ON b.evaluation_id = c.evaluation_id AND b.side = 'baseline' AND b.index = c.index`
