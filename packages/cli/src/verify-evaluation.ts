import type { EpisodeDifference, Id, ReceiptCheck, Verification } from '@tars/contracts'
import { answer } from './answer.ts'
import { awaitEnd } from './await-end.ts'
import type { CommandUses, CommonOptions } from './command-uses.ts'
import { type Connection, connect } from './connection.ts'
import { createEpisodeProgress } from './episode-progress.ts'
import { exitCodes } from './exit-code.ts'
import type { Paint, Toned } from './terminal/colour.ts'
import { formatExactly, formatValue } from './terminal/number.ts'
import { type Column, renderTable } from './terminal/table.ts'
import { wrap } from './terminal/text.ts'

/** What each fact of a receipt is called in the table, and in a sentence. */
const checkNames: Readonly<Record<ReceiptCheck['name'], { title: string; inWords: string }>> = {
  policyHash: { title: 'policy', inWords: "the policy's weights" },
  environmentVersion: { title: 'environment version', inWords: "the environment's version" },
  seedsHash: { title: 'episode seeds', inWords: 'the episode seeds' },
  returnsHash: { title: 'returns', inWords: "the policy's returns" },
  baselineReturnsHash: { title: "baseline's returns", inWords: "the baseline's returns" },
}

const differenceColumns: readonly Column[] = [
  { title: 'side' },
  { title: 'episode', align: 'right' },
  { title: 'seed', align: 'right', leaves: 1 },
  { title: 'recorded', align: 'right' },
  { title: 'replayed', align: 'right' },
  { title: 'differs in' },
]

/** Plays an evaluation again, waits for the end, and tells each check of its receipt; the exit code is 1 when one differs. */
export async function verifyEvaluation(uses: CommandUses, id: Id, options: CommonOptions): Promise<void> {
  const connection = await connect(uses, options.data)
  const verification = await connection.client.call('evaluations.verify', { params: { id } })
  uses.terminal.note(`Verification ${verification.id}: evaluation ${id} is played again from its receipt`)
  const ended = await follow(uses, connection, verification)
  if (ended.matches !== true) uses.exitWith(exitCodes.failed)
  answer(uses, options.json, ended, (paint, width) => renderVerification(ended, width, paint))
}

async function follow(
  uses: CommandUses,
  connection: Connection,
  verification: Verification,
): Promise<Verification> {
  const { id, evaluationId } = verification
  const progress = createEpisodeProgress(uses, [verification])
  try {
    return await awaitEnd(uses, connection, {
      channel: `evaluation:${evaluationId}`,
      read: () => connection.client.call('verifications.read', { params: { id } }),
      isFinal: ({ state }) => state === 'completed' || state === 'failed',
      onThing: ({ episodesDone, episodesTotal }) => progress.show(id, episodesDone, episodesTotal),
      onEvent(kind, event) {
        if (kind !== 'verification.progressed') return
        const { verification: of, episodesDone, episodesTotal } = event as Progressed
        if (of === id) progress.show(id, episodesDone, episodesTotal)
      },
    })
  } catch (error) {
    if (uses.interrupted.aborted)
      uses.terminal.note('The verification goes on; the page of the evaluation shows it.')
    throw error
  } finally {
    progress.end()
  }
}

interface Progressed {
  readonly verification: Id
  readonly episodesDone: number
  readonly episodesTotal: number
}

/** The outcome in a sentence, each check of the receipt, and the first episodes that differ, at most `width` columns wide. */
export function renderVerification(verification: Verification, width: number, paint: Paint): string[] {
  const { checks, differences } = verification
  const lines = wrap(sentenceOf(verification), width).map((text) =>
    paint({ text, tone: toneOf(verification) }),
  )
  if (checks.length > 0) {
    const columns: readonly Column[] = [
      { title: 'check' },
      { title: '' },
      { title: 'receipt', shrinksTo: 8 },
      { title: 'found', shrinksTo: 8 },
    ]
    lines.push('', ...renderTable(columns, checks.map(cellsOf), width, paint))
  }
  if (differences.length > 0) {
    const cells = differences.map(differenceCells)
    lines.push('', ...renderTable(differenceColumns, cells, width, paint))
  }
  return lines
}

function sentenceOf({ matches, state, checks, differing, episodesTotal, error }: Verification): string {
  if (matches === true)
    return `✔ It repeats: all ${episodesTotal} episodes returned what the receipt says, bit by bit.`
  if (matches === null)
    return `✖ Not verified: the verification has ${state}${error === null ? '' : `: ${error}`}`
  return `✖ It does not repeat: ${describeDifference(checks, differing ?? 0, episodesTotal)}.`
}

/** What was not as the receipt and the record say: one may differ without the other. */
function describeDifference(checks: readonly ReceiptCheck[], differing: number, total: number): string {
  const broken = checks.filter(({ matches }) => !matches).map(({ name }) => checkNames[name].inWords)
  const receipt =
    broken.length === 0
      ? 'it keeps to its receipt'
      : `it breaks its receipt in ${new Intl.ListFormat('en').format(broken)}`
  const link = broken.length > 0 && differing > 0 ? 'and' : 'but'
  return `${receipt}, ${link} ${describeEpisodes(differing, total)}`
}

function describeEpisodes(differing: number, total: number): string {
  if (differing === 0) return 'every episode is as it was recorded'
  if (differing === 1) return `1 episode of ${total} is not as it was recorded`
  return `${differing} episodes of ${total} are not as they were recorded`
}

function toneOf({ matches }: Verification): 'good' | 'bad' {
  return matches === true ? 'good' : 'bad'
}

function cellsOf({ name, expected, found, matches }: ReceiptCheck): Toned[] {
  return [
    checkNames[name].title,
    matches ? { text: '✔ same', tone: 'good' } : { text: '✖ differs', tone: 'bad' },
    expected,
    found,
  ]
}

/** Returns that differ look different; where they are equal, the episode differs in what the list does not hold. */
function differenceCells({ side, index, seed, recorded, replayed }: EpisodeDifference): string[] {
  const looksEqual = formatValue(recorded) === formatValue(replayed)
  const format = looksEqual && recorded !== replayed ? formatExactly : formatValue
  const differsIn = recorded === replayed ? 'seed, length or end' : 'return'
  return [side, String(index), String(seed), format(recorded), format(replayed), differsIn]
}
