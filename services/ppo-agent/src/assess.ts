import assert from 'node:assert/strict'
import {
  beginRun,
  completeRun,
  type Database,
  failRun,
  giveUpEvaluation,
  type RunOrder,
  readEvaluation,
  readPolicyFile,
  type Sql,
} from '@tars/database'
import { giveBack, type Lease, publish } from '@tars/events'
import type { Metrics, Span, Tracing } from '@tars/telemetry'
import { outlast } from './outlast.ts'
import { playPieces } from './play-pieces.ts'
import type { PlayerThread } from './player.ts'

/** What assessing uses. */
export interface AssessUses {
  database: Database
  metrics: Metrics
  tracing: Tracing
  player: PlayerThread
  region: string
}

/**
 * Plays one run of an evaluation under a lease and lands its episodes, in one transaction with the event. It outlasts outages of
 * the database until the signal, which says that the lease is lost or the service stops; then the run is given back.
 */
export async function assess(uses: AssessUses, lease: Lease, signal: AbortSignal): Promise<void> {
  const land = <T>(work: (sql: Sql) => Promise<T>) => outlast(() => uses.database.transaction(work), signal)
  const order = await land((sql) => beginRun(sql, lease))
  if (order === undefined) return
  const attributes = {
    'tars.evaluation': order.evaluationId,
    'tars.run': lease.id,
    'tars.attempt': lease.attempt,
  }
  await uses.tracing.span(
    'play run',
    { parent: order.traceparent, kind: 'consumer', attributes },
    async (span) => {
      const { policyId } = order
      const policyFile =
        policyId === null ? null : await outlast(() => readPolicyFile(uses.database, policyId), signal)
      assert(policyFile !== undefined, 'a policy that an evaluation names is there')
      const { environment, mode, seed: suiteSeed, firstEpisode: first, episodes: count } = order
      const played = await playPieces(
        { player: uses.player, signal },
        { environment, policyFile, mode, suiteSeed, first, count },
      )
      if ('kind' in played) {
        if (played.kind === 'refused') return refuse(uses, lease, order, played.error, span)
        await giveBack(uses.database, 'runs', lease)
        return
      }
      const hasLanded = await land(async (sql) => {
        if ((await completeRun(sql, lease, played)) === undefined) return false
        await announceProgress(uses, sql, order, span)
        return true
      })
      if (!hasLanded) return
      uses.metrics.increment('tars_evaluation_episodes_total', {}, played.length)
      uses.metrics.increment('tars_runs_total', { outcome: 'completed' })
    },
  )
}

async function announceProgress(uses: AssessUses, sql: Sql, order: RunOrder, span: Span): Promise<void> {
  const evaluation = await readEvaluation(sql, order.evaluationId)
  if (evaluation === undefined) return
  const { evaluationId, candidatePolicyId, agent, environment } = order
  const { episodesDone, episodesTotal } = evaluation
  const subject = { evaluation: evaluationId, policy: candidatePolicyId, agent, environment }
  const data = { ...subject, episodesDone, episodesTotal }
  await publish(sql, [{ kind: 'evaluation.progressed', data }], originOf(uses, span))
}

/** A policy that cannot be played cannot be played by anybody: the evaluation fails at once. */
async function refuse(
  uses: AssessUses,
  lease: Lease,
  order: RunOrder,
  error: string,
  span: Span,
): Promise<void> {
  const hasLanded = await uses.database.transaction(async (sql) => {
    if ((await failRun(sql, lease, error)) === undefined) return false
    const failed = await giveUpEvaluation(sql, order.evaluationId, error)
    if (failed !== undefined) await publish(sql, [failed], originOf(uses, span))
    return true
  })
  if (hasLanded) uses.metrics.increment('tars_runs_total', { outcome: 'failed' })
}

function originOf(uses: AssessUses, span: Span) {
  return { region: uses.region, traceparent: span.traceparent }
}
