import assert from 'node:assert/strict'
import type { EventData, TarsEvent } from '@tars/contracts'
import {
  beginVerification,
  completeVerification,
  listPlayedEpisodes,
  readPolicyFile,
  recordVerificationProgress,
  type Side,
  type Sql,
  type VerificationOrder,
} from '@tars/database'
import { giveBack, type Lease, publish } from '@tars/events'
import { findEnvironment } from '@tars/reinforcement'
import type { Span } from '@tars/telemetry'
import type { AssessUses } from './assess.ts'
import { checkReplay, type Replayed } from './check-replay.ts'
import { outlast } from './outlast.ts'
import { playAgain, type SideFiles } from './play-again.ts'
import { hashPolicyFile } from './weight-hash.ts'

const progressPauseMs = 500

/** A verification under way. */
interface Work {
  uses: AssessUses
  lease: Lease
  order: VerificationOrder
  signal: AbortSignal
  span: Span
}

/**
 * Plays both sides of an evaluation again under a lease, compares them with its receipt and its recorded episodes, and lands what
 * was found in one transaction with the event. Whoever claims it after a crash begins anew, and finds the same.
 */
export async function verify(uses: AssessUses, lease: Lease, signal: AbortSignal): Promise<void> {
  const order = await outlast(() => beginVerification(uses.database, lease), signal)
  if (order === undefined) return
  const attributes = {
    'tars.evaluation': order.evaluationId,
    'tars.verification': lease.id,
    'tars.attempt': lease.attempt,
  }
  await uses.tracing.span(
    'verify evaluation',
    { parent: order.traceparent, kind: 'consumer', attributes },
    (span) => perform({ uses, lease, order, signal, span }),
  )
}

async function perform(work: Work): Promise<void> {
  const { uses, lease, order, signal } = work
  const files = await readFiles(work)
  const replayed = await playAgain(
    { player: uses.player, signal, onPlayed: createReporter(work) },
    order,
    files,
  )
  if (!('kind' in replayed)) return landResult(work, files, replayed)
  if (replayed.kind === 'stopped') await giveBack(uses.database, 'verifications', lease)
}

async function readFiles({ uses, order, signal }: Work): Promise<SideFiles> {
  const read = async (id: string) => {
    const file = await outlast(() => readPolicyFile(uses.database, id), signal)
    assert(file !== undefined, 'a policy that an evaluation names is there')
    return file
  }
  const { policyId, baselinePolicyId } = order
  return {
    candidate: await read(policyId),
    baseline: baselinePolicyId === null ? null : await read(baselinePolicyId),
  }
}

/** Tells how many episodes were played, at most twice a second; false when the lease turns out to be lost. */
function createReporter(work: Work): (episodesDone: number) => Promise<boolean> {
  const episodesTotal = work.order.episodes * 2
  let toldMs = Number.NEGATIVE_INFINITY
  return async (episodesDone) => {
    if (performance.now() - toldMs < progressPauseMs) return true
    toldMs = performance.now()
    const data = { ...subjectOf(work), episodesDone, episodesTotal }
    return land(work, { kind: 'verification.progressed', data }, (sql) =>
      recordVerificationProgress(sql, work.lease, episodesDone),
    )
  }
}

/** A side that cannot be played cannot be played by anybody: that is a finding, too. */
async function landResult(work: Work, files: SideFiles, replayed: Replayed): Promise<void> {
  const { uses, lease, order, signal } = work
  const read = (side: Side) =>
    outlast(() => listPlayedEpisodes(uses.database, order.evaluationId, side), signal)
  const result = checkReplay({
    receipt: order.receipt,
    comparison: order.comparison,
    recorded: { candidate: await read('candidate'), baseline: await read('baseline') },
    replayed,
    policyHash: replayed.refusals.candidate ?? hashPolicyFile(files.candidate),
    environmentVersion: findEnvironment(order.environment)?.description.version ?? 'none',
  })
  const { matches, differing } = result
  const data = { ...subjectOf(work), matches, differing }
  const hasLanded = await land(work, { kind: 'verification.completed', data }, (sql) =>
    completeVerification(sql, lease, result),
  )
  if (hasLanded)
    uses.metrics.increment('tars_verifications_total', { outcome: matches ? 'matches' : 'differs' })
}

/** Makes a change under the lease together with its event; false when the lease is lost, and nothing was changed. */
function land(
  { uses, span, signal }: Work,
  event: TarsEvent,
  change: (sql: Sql) => Promise<boolean>,
): Promise<boolean> {
  const both = async (sql: Sql) => {
    if (!(await change(sql))) return false
    await publish(sql, [event], { region: uses.region, traceparent: span.traceparent })
    return true
  }
  return outlast(() => uses.database.transaction(both), signal)
}

function subjectOf({ lease, order }: Work): EventData<'verification.requested'> {
  const { evaluationId, policyId, agent, environment } = order
  return { verification: lease.id, evaluation: evaluationId, policy: policyId, agent, environment }
}
