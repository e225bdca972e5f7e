import { createHash } from 'node:crypto'
import type { EventData, Id, Receipt, Score, TarsEvent } from '@tars/contracts'
import {
  countOpenRuns,
  listPlayedEpisodes,
  type PlayedEpisode,
  readEvaluation,
  readPolicy,
  storeScore,
} from '@tars/database'
import { publish, type Sql, type StoredEvent } from '@tars/events'
import { findEnvironment } from '@tars/reinforcement'
import type { Tracing } from '@tars/telemetry'
import { scoreEpisodes } from './score.ts'

/** What collecting uses. */
export interface CollectUses {
  tracing: Tracing
  region: string
}

/**
 * Scores an evaluation when an event says that its last run has landed; both sides at once, in the transaction of the event.
 * Later events of the same evaluation change nothing.
 */
export async function collect(uses: CollectUses, sql: Sql, event: StoredEvent): Promise<void> {
  if (event.kind !== 'evaluation.progressed') return
  const { evaluation: id } = event.data as EventData<'evaluation.progressed'>
  if ((await countOpenRuns(sql, id)) > 0) return
  await uses.tracing.span(
    'score evaluation',
    { parent: event.traceparent, kind: 'consumer', attributes: { 'tars.evaluation': id } },
    async (span) => {
      const scored = await score(sql, id)
      if (scored !== undefined)
        await publish(sql, [scored], { region: uses.region, traceparent: span.traceparent })
    },
  )
}

async function score(sql: Sql, id: Id): Promise<TarsEvent | undefined> {
  const evaluation = await readEvaluation(sql, id)
  const policy = evaluation === undefined ? undefined : await readPolicy(sql, evaluation.policyId)
  const description =
    evaluation === undefined ? undefined : findEnvironment(evaluation.environment)?.description
  if (evaluation === undefined || policy === undefined || description === undefined) return undefined
  const candidate = await listPlayedEpisodes(sql, id, 'candidate')
  const baseline = await listPlayedEpisodes(sql, id, 'baseline')
  const candidateScore = scoreSide(candidate, description.solvedAt, evaluation.seed)
  const receipt: Receipt = {
    policyHash: policy.weightHash,
    environment: evaluation.environment,
    environmentVersion: description.version,
    suiteSeed: evaluation.seed,
    episodes: evaluation.episodes,
    mode: evaluation.mode,
    seedsHash: hashNumbers(candidate.map(({ seed }) => seed)),
    returnsHash: candidateScore.returnsHash,
  }
  const baselineScore = scoreSide(baseline, description.solvedAt, evaluation.seed)
  if (!(await storeScore(sql, id, { score: candidateScore, baselineScore, receipt }))) return undefined
  return {
    kind: 'evaluation.scored',
    data: {
      evaluation: id,
      policy: evaluation.policyId,
      agent: evaluation.agent,
      environment: evaluation.environment,
      mean: candidateScore.mean,
    },
  }
}

function scoreSide(episodes: readonly PlayedEpisode[], solvedAt: number | null, seed: number): Score {
  const returns = episodes.map((episode) => episode.return)
  const lengths = episodes.map(({ length }) => length)
  return scoreEpisodes({ returns, lengths, solvedAt, seed, returnsHash: hashNumbers(returns) })
}

/** SHA-256 of numbers as little-endian float64, one after the other; lower-case hexadecimal. */
export function hashNumbers(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(numbers.length * 8)
  for (const [index, value] of numbers.entries()) bytes.writeDoubleLE(value, index * 8)
  return createHash('sha256').update(bytes).digest('hex')
}
