import type { Comparison, Evaluation, EventData, Score, TarsEvent, Verdict } from '@tars/contracts'
import { listPlayedEpisodes, readBaselineScore, readEvaluation, type Sql, storeVerdict } from '@tars/database'
import { findEnvironment } from '@tars/reinforcement'
import { compare, describeVerdict, type PairedVerdict } from '@tars/statistics'

/** An evaluation with its fresh verdict, and the event that announces it. */
export interface Judgement {
  evaluation: Evaluation
  verdict: Verdict
  comparison: Comparison
  event: TarsEvent
}

/** Judges a scored evaluation against its baseline and stores the verdict; undefined when it was judged before. */
export async function judge(sql: Sql, data: EventData<'evaluation.scored'>): Promise<Judgement | undefined> {
  const evaluation = await readEvaluation(sql, data.evaluation)
  const baselineScore = await readBaselineScore(sql, data.evaluation)
  const description = findEnvironment(data.environment)?.description
  if (evaluation === undefined || baselineScore === undefined || description === undefined) return undefined
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
  const { mean: _, ...subject } = data
  return {
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
