import type { Evaluation, Verdict } from '@tars/contracts'
import type { Paint, Tone } from './colour.ts'
import { formatDifference, formatInterval, formatRatio, formatValue } from './number.ts'
import { type Column, renderTable } from './table.ts'
import { wrap } from './text.ts'

const marks = {
  improved: ['▲', 'good'],
  equivalent: ['=', 'good'],
  regressed: ['▼', 'bad'],
  inconclusive: ['?', 'unsure'],
} as const satisfies Record<Verdict, readonly [string, Tone]>

const columns: readonly Column[] = [
  { title: 'score', shrinksTo: 8 },
  { title: 'mean', align: 'right' },
  { title: '95 %', align: 'right' },
  { title: 'iqm', align: 'right' },
  { title: 'std', align: 'right' },
  { title: 'solved', align: 'right' },
]

/** The verdict of an evaluation in words, then the numbers behind it, at most `width` columns wide. */
export function renderVerdict(evaluation: Evaluation, width: number, paint: Paint): string[] {
  const lines = sentenceOf(evaluation, width, paint)
  const { comparison, score } = evaluation
  if (score === null) return lines
  const rows = [rowOf(`policy v${evaluation.policyVersion}`, score)]
  if (comparison !== null) rows.push(rowOf(nameOpponent(evaluation), comparison.baselineScore))
  lines.push('', ...renderTable(columns, rows, width, paint))
  if (comparison !== null) {
    const { difference, interval95, wins, ties, losses } = comparison
    lines.push(
      '',
      ...wrap(
        `difference ${formatDifference(difference)}, 95 % ${formatInterval(interval95)}, margin ±${formatValue(comparison.margin)}`,
        width,
      ),
      ...wrap(`${wins} won, ${ties} tied, ${losses} lost of ${comparison.episodes} paired episodes`, width),
    )
  }
  return lines
}

/** With what an evaluation compares, as a short name. */
export function nameOpponent(evaluation: Evaluation): string {
  const { baseline } = evaluation
  return baseline.kind === 'random' ? 'random play' : `baseline v${baseline.version}`
}

function sentenceOf(evaluation: Evaluation, width: number, paint: Paint): string[] {
  if (evaluation.verdict === null) {
    const reason = evaluation.error === null ? '' : `: ${evaluation.error}`
    return wrap(`No verdict: the evaluation is ${evaluation.state}${reason}`, width)
  }
  return renderSentence(evaluation.verdict, evaluation.comparison?.sentence ?? '', width, paint)
}

/** A verdict as its mark, its word and its sentence, in lines of at most `width` columns. */
export function renderSentence(verdict: Verdict, sentence: string, width: number, paint: Paint): string[] {
  const [mark, tone] = marks[verdict]
  const isNamed = sentence.toLowerCase().includes(verdict)
  const words = isNamed ? sentence : `${verdict}: ${sentence}`
  return wrap(`${mark} ${words}`, width).map((text) => paint({ text, tone }))
}

function rowOf(name: string, score: NonNullable<Evaluation['score']>): string[] {
  return [
    name,
    formatValue(score.mean),
    formatInterval(score.interval95),
    formatValue(score.iqm),
    formatValue(score.std),
    formatRatio(score.successRatio),
  ]
}
