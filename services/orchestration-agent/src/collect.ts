import assert from 'node:assert/strict'
import type { Evaluation, EventData, Id, Policy, Receipt, Score, TarsEvent } from '@tars/contracts'
import {
  countOpenRuns,
  giveUpEvaluation,
  hashNumbers,
  listPlayedEpisodes,
  type PlayedEpisode,
  readEvaluation,
  readPolicy,
  storeScore,
} from '@tars/database'
import { publish, type Sql, type StoredEvent } from '@tars/events'
import { type EnvironmentDescription, findEnvironment } from '@tars/reinforcement'
import type { Tracing } from '@tars/telemetry'
import { scoreEpisodes } from './score.ts'

/** What collecting uses. */
export interface CollectUses {
  tracing: Tracing
  region: string
}

/**
 * Scores an evaluation when an event says that its last run has landed; both sides at once, in the transaction of the event.
 * Later events of the same evaluation change nothing. One that cannot be scored by anybody fails and says why.
 */
export async function collect(uses: CollectUses, sql: Sql, event: StoredEvent): Promise<void> {
  if (event.kind !== 'evaluation.progressed') return
  const { evaluation: id } = event.data as EventData<'evaluation.progressed'>
  if ((await countOpenRuns(sql, id)) > 0) return
  await uses.tracing.span(
    'score evaluation',
    { parent: event.traceparent, kind: 'consumer', attributes: { 'tars.evaluation': id } },
    async (span) => {
      const ended = await scoreOrGiveUp(sql, id)
      if (ended !== undefined)
        await publish(sql, [ended], { region: uses.region, traceparent: span.traceparent })
    },
  )
}

async function scoreOrGiveUp(sql: Sql, id: Id): Promise<TarsEvent | undefined> {
  const evaluation = await readEvaluation(sql, id)
  if (evaluation === undefined) return undefined
  const description = findEnvironment(evaluation.environment)?.description
  if (description === undefined) {
    const error = `It was played, but it cannot be scored: the environment ${evaluation.environment} is not known here.`
    return giveUpEvaluation(sql, id, error)
  }
  const policy = await readPolicy(sql, evaluation.policyId)
  assert(policy !== undefined, 'a policy that an evaluation names is there')
  return score(sql, evaluation, policy, description)
}

async function score(
  sql: Sql,
  evaluation: Evaluation,
  policy: Policy,
  description: EnvironmentDescription,
): Promise<TarsEvent | undefined> {
  const { id, seed, agent, environment } = evaluation
  const candidate = await listPlayedEpisodes(sql, id, 'candidate')
  const baseline = await listPlayedEpisodes(sql, id, 'baseline')
  const candidateScore = scoreSide(candidate, description.solvedAt, seed)
  const receipt: Receipt = {
    policyHash: policy.weightHash,
    environment,
    environmentVersion: description.version,
    suiteSeed: seed,
    episodes: evaluation.episodes,
    mode: evaluation.mode,
    seedsHash: hashNumbers(candidate.map((episode) => episode.seed)),
    returnsHash: candidateScore.returnsHash,
  }
  const baselineScore = scoreSide(baseline, description.solvedAt, seed)
  if (!(await storeScore(sql, id, { score: candidateScore, baselineScore, receipt }))) return undefined
  const subject = { evaluation: id, policy: policy.id, agent, environment }
  return { kind: 'evaluation.scored', data: { ...subject, mean: candidateScore.mean } }
}

function scoreSide(episodes: readonly PlayedEpisode[], solvedAt: number | null, seed: number): Score {
  const returns = episodes.map((episode) => episode.return)
  const lengths = episodes.map(({ length }) => length)
  return scoreEpisodes({ returns, lengths, solvedAt, seed, returnsHash: hashNumbers(returns) })
}
