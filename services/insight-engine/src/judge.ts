import type { Comparison, Evaluation, EventData, Score, TarsEvent, Verdict } from '@tars/contracts'
import {
  giveUpEvaluation,
  listPlayedEpisodes,
  readBaselineScore,
  readEvaluation,
  type Sql,
  storeVerdict,
} from '@tars/database'
import { type EnvironmentDescription, findEnvironment } from '@tars/reinforcement'
import { compare, describeVerdict, type PairedVerdict } from '@tars/statistics'

/** An evaluation with its fresh verdict, and the event that announces it. */
export interface Judgement {
  kind: 'judged'
  evaluation: Evaluation
  verdict: Verdict
  comparison: Comparison
  event: TarsEvent
}

/** The event that says that an evaluation has failed, since nobody can judge it. */
export interface Unjudged {
  kind: 'failed'
  event: TarsEvent
}

/**
 * Judges a scored evaluation against its baseline and stores the verdict; one that cannot be judged by anybody fails and says why.
 * Undefined when it is not scored, or has ended.
 */
export async function judge(
  sql: Sql,
  data: EventData<'evaluation.scored'>,
): Promise<Judgement | Unjudged | undefined> {
  const evaluation = await readEvaluation(sql, data.evaluation)
  if (evaluation?.state !== 'scored') return undefined
  const description = findEnvironment(evaluation.environment)?.description
  const baselineScore = await readBaselineScore(sql, data.evaluation)
  if (description === undefined) {
    return fail(sql, evaluation, `the environment ${evaluation.environment} is not known here`)
  }
  if (baselineScore === undefined) return fail(sql, evaluation, 'its baseline has no score')
  return decide(sql, evaluation, { baselineScore, description })
}

async function fail(sql: Sql, { id }: Evaluation, reason: string): Promise<Unjudged | undefined> {
  const event = await giveUpEvaluation(sql, id, `It was scored, but it cannot be judged: ${reason}.`)
  return event === undefined ? undefined : { kind: 'failed', event }
}

async function decide(
  sql: Sql,
  evaluation: Evaluation,
  { baselineScore, description }: { baselineScore: Score; description: EnvironmentDescription },
): Promise<Judgement | undefined> {
  const candidate = await listPlayedEpisodes(sql, evaluation.id, 'candidate')
  const baseline = await listPlayedEpisodes(sql, evaluation.id, 'baseline')
  const result = compare({
    candidate: candidate.map((episode) => episode.return),
    baseline: baseline.map((episode) => episode.return),
    range: Math.abs(description.referenceReturn - description.randomReturn),
  })
  const comparison = toComparison(evaluation, result, baselineScore)
  const { verdict } = result
  if (!(await storeVerdict(sql, evaluation.id, { verdict, comparison }))) return undefined
  const { id, policyId: policy, agent, environment } = evaluation
  const subject = { evaluation: id, policy, agent, environment }
  return {
    kind: 'judged',
    evaluation,
    verdict,
    comparison,
    event: { kind: 'evaluation.judged', data: { ...subject, verdict, sentence: comparison.sentence } },
  }
}

function toComparison(evaluation: Evaluation, result: PairedVerdict, baselineScore: Score): Comparison {
  return {
    baseline: evaluation.baseline,
    baselineScore,
    difference: result.difference,
    interval95: result.interval === null ? null : [result.interval[0], result.interval[1]],
    margin: result.margin,
    marginRatio: result.margin / result.range,
    episodes: result.episodes,
    wins: result.wins,
    ties: result.ties,
    losses: result.losses,
    probabilityOfImprovement: result.probabilityOfImprovement,
    sentence: describeVerdict(result, { baseline: nameBaseline(evaluation) }),
  }
}

/** What the other side of an evaluation is called in a sentence. */
export function nameBaseline({ agent, baseline }: Pick<Evaluation, 'agent' | 'baseline'>): string {
  if (baseline.kind === 'random') return 'playing at random'
  return baseline.agent === agent ? `baseline v${baseline.version}` : `${baseline.agent} v${baseline.version}`
}
