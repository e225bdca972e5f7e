import type { Database } from '@tars/database'

/** What does not add up in a database when all work has ended, a line each. */
export interface Ledger {
  /** What may still come right by itself: events on their way. */
  readonly late: string[]
  readonly wrong: string[]
}

/** Every question counts the rows that break a promise. */
const lateQuestions: Record<string, string> = {
  'outbox rows that were not relayed': 'SELECT count(*) FROM outbox',
  'consumers that are not at the head of their channel': `SELECT count(*) FROM consumers c
    WHERE c."offset" <> coalesce((SELECT head FROM channels WHERE name = c.channel), 0)`,
}

const wrongQuestions: Record<string, string> = {
  'dead letters': 'SELECT count(*) FROM dead_letters',
  'channels whose offsets have a gap': `SELECT count(*) FROM channels c WHERE head <> (
    SELECT count(DISTINCT "offset") FROM events WHERE channel = c.name AND "offset" BETWEEN 1 AND c.head)`,
  'offsets beyond the head of their channel': `SELECT count(*) FROM events e JOIN channels c ON c.name = e.channel
    WHERE e."offset" > c.head`,
  'outbox rows that were relayed twice into one channel': `SELECT count(*) FROM (
    SELECT FROM events GROUP BY channel, id HAVING count(*) > 1) AS twice`,
  'trainings without exactly one event of their end': `SELECT count(*) FROM trainings t WHERE 1 <> (
    SELECT count(*) FROM events WHERE channel = 'training:' || t.id AND kind = 'training.completed')`,
  'evaluations without exactly one event of being asked, scored and judged': `SELECT count(*) FROM evaluations e
    WHERE ARRAY['evaluation.judged', 'evaluation.requested', 'evaluation.scored'] <> (
      SELECT array_agg(kind ORDER BY kind) FROM events
      WHERE channel = 'evaluation:' || e.id AND kind <> 'evaluation.progressed')`,
  'evaluations without exactly one progress for each run': `SELECT count(*) FROM evaluations e WHERE
    (SELECT count(*) FROM runs WHERE evaluation_id = e.id) <> (
      SELECT count(*) FROM events WHERE channel = 'evaluation:' || e.id AND kind = 'evaluation.progressed')`,
  'evaluations that count other episodes than they have': `SELECT count(*) FROM evaluations e WHERE
    episodes_done <> 2 * episodes OR episodes_done <> (SELECT count(*) FROM episodes WHERE evaluation_id = e.id)`,
  'sides of evaluations whose episodes are not 0 … n − 1': `SELECT count(*) FROM (
    SELECT FROM evaluations e JOIN episodes p ON p.evaluation_id = e.id GROUP BY e.id, p.side
    HAVING count(*) <> e.episodes OR min(p.index) <> 0 OR max(p.index) <> e.episodes - 1) AS side`,
  'runs that have not ended, or were tried too often': `SELECT count(*) FROM runs
    WHERE state <> 'completed' OR attempts NOT BETWEEN 1 AND 5 OR lease_token IS NOT NULL`,
  'trainings that still hold a lease, or were tried too often': `SELECT count(*) FROM trainings
    WHERE attempts NOT BETWEEN 1 AND 5 OR lease_token IS NOT NULL`,
  'checkpoints of trainings that have ended': 'SELECT count(*) FROM checkpoints',
}

/** Asks a database whether everything in it adds up. */
export async function readLedger(database: Database): Promise<Ledger> {
  return { late: await ask(database, lateQuestions), wrong: await ask(database, wrongQuestions) }
}

async function ask(database: Database, questions: Record<string, string>): Promise<string[]> {
  const lines: string[] = []
  for (const [what, text] of Object.entries(questions)) {
    const [row] = await database.query<{ count: number }>(text)
    if (row?.count !== 0) lines.push(`${row?.count} ${what}`)
  }
  return lines
}
