import type { TarsEvent } from '@tars/contracts'
import { type Database, giveUpEvaluation, lockStuckEvaluations, type StuckEvaluation } from '@tars/database'
import { findDeadLetterReason, haveCaughtUp, publish, readEventHistory, type Sql } from '@tars/events'
import type { Log } from '@tars/telemetry'

/** What rescuing uses. */
export interface RescueUses {
  database: Database
  log: Log
  region: string
}

/** How long an evaluation that was played may wait for its score, and one with a score for its verdict. */
export const stuckAfterMs = 60_000

/** How often the event that brings an evaluation on is published, the first time included, before it is given up. */
export const askedMax = 4

const channel = 'evaluations'

/**
 * Brings evaluations to their end that were played and then left: the event that asks for their score or verdict was set aside or
 * is not there. It is published again a few times; then they fail in words. While a consumer is behind, nothing is stuck: it waits.
 */
export async function rescueEvaluations({ database, log, region }: RescueUses): Promise<void> {
  const fates = await database.transaction(async (sql) => {
    if (!(await haveCaughtUp(sql, channel, stuckAfterMs))) return []
    const stuck = await lockStuckEvaluations(sql, stuckAfterMs)
    const rescued: { evaluation: string; fate: Fate }[] = []
    for (const evaluation of stuck)
      rescued.push({ evaluation: evaluation.id, fate: await rescue(sql, evaluation, region) })
    return rescued
  })
  for (const { evaluation, fate } of fates) {
    if (fate === 'asked') log.warn({ evaluation }, 'An evaluation was stuck and is asked for again.')
    if (fate === 'failed') log.error({ evaluation }, 'An evaluation was stuck and is given up.')
  }
}

type Fate = 'waits' | 'asked' | 'failed'

async function rescue(sql: Sql, evaluation: StuckEvaluation, region: string): Promise<Fate> {
  const event = missingEvent(evaluation)
  const { times, lastAgeMs } = await readEventHistory(sql, {
    channel: `evaluation:${evaluation.id}`,
    kind: event.kind,
    // Of the many that tell of progress, only the last asks for a score.
    data: event.kind === 'evaluation.progressed' ? { episodesDone: evaluation.episodesTotal } : {},
    after: 'evaluation.resumed',
  })
  if (lastAgeMs !== null && lastAgeMs < stuckAfterMs) return 'waits'
  const ended = times < askedMax ? event : await giveUp(sql, evaluation, times)
  if (ended === undefined) return 'waits'
  await publish(sql, [ended], { region, traceparent: evaluation.traceparent })
  return ended === event ? 'asked' : 'failed'
}

/** The event that brings it on: a score is asked for by the last progress, a verdict by the score. */
function missingEvent({ score, ...evaluation }: StuckEvaluation): TarsEvent {
  const { id, policyId: policy, agent, environment, episodesDone, episodesTotal } = evaluation
  const subject = { evaluation: id, policy, agent, environment }
  return evaluation.state === 'scored' && score !== null
    ? { kind: 'evaluation.scored', data: { ...subject, mean: score.mean } }
    : { kind: 'evaluation.progressed', data: { ...subject, episodesDone, episodesTotal } }
}

async function giveUp(
  sql: Sql,
  { id, state }: StuckEvaluation,
  times: number,
): Promise<TarsEvent | undefined> {
  const done = state === 'scored' ? 'scored, but it was not judged' : 'played, but it was not scored'
  const reason = (await findDeadLetterReason(sql, channel, { evaluation: id })) ?? 'nobody has said why'
  return giveUpEvaluation(sql, id, `It was ${done}, though that was asked for ${times} times: ${reason}`)
}
