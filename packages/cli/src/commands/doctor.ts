import type { Check, Examination } from '@tars/platform'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { localDirectoryOf } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { exitCodes } from '../exit-code.ts'
import { wholeNumber } from '../option.ts'
import type { Paint, Tone } from '../terminal/colour.ts'
import { printable, widthOf, wrap } from '../terminal/text.ts'
import { portDefault } from './up.ts'

interface Options extends CommonOptions {
  readonly port: number
}

const signs = { ok: '✔', warning: '!', broken: '✖', unknown: '?' } as const
const tones = { ok: 'good', warning: 'unsure', broken: 'bad', unknown: 'unsure' } as const satisfies Record<
  Check['state'],
  Tone
>
const wordWidth = Math.max(...Object.keys(signs).map(widthOf))
/** Columns that a sentence needs to be read well beside its heading; with fewer it stands below. */
const besideMin = 36

/** Adds `tars doctor`: what is wrong on this machine, why it matters and how to mend it. */
export function addDoctor(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'doctor',
    summary: 'say what is wrong on this machine and how to mend it; exit code 1 when something is broken',
    example: 'doctor --data ~/tars-data',
  })
    .option('--port <n>', 'port that `up` is to use', wholeNumber(1, 65_535), portDefault)
    .action(async (options: Options, command: Command) => {
      const data = localDirectoryOf(uses, options.data)
      const { examineMachine } = await uses.loadPlatform()
      const examination = await examineMachine({
        data,
        port: options.port,
        portIsDefault: command.getOptionValueSource('port') === 'default',
        root: uses.root,
        databaseUrl: uses.databaseUrl,
        environment: uses.environment,
        now: uses.now,
        fetch: uses.fetch,
      })
      if (!examination.ok) uses.exitWith(exitCodes.failed)
      answer(uses, options.json, examination, (paint, width) => renderExamination(examination, width, paint))
    })
}

function renderExamination({ checks }: Examination, width: number, paint: Paint): string[] {
  const titleWidth = Math.max(...checks.map(({ title }) => widthOf(title)))
  return [
    ...checks.flatMap((check) => renderCheck(check, titleWidth, width, paint)),
    '',
    ...renderSummary(checks, width, paint),
  ]
}

function renderCheck(check: Check, titleWidth: number, width: number, paint: Paint): string[] {
  const { state, title } = check
  const lead = `${signs[state]} ${state.padEnd(wordWidth)}`
  const heading = `${paint({ text: lead, tone: tones[state] })} ${title}`
  const indent = ' '.repeat(widthOf(lead) + 1 + titleWidth + 2)
  const beside = width - indent.length
  const advice = [
    ...(check.why === null ? [] : [`why: ${check.why}`]),
    ...(check.mend === null ? [] : [`mend: ${check.mend}`]),
  ]
  if (beside < besideMin) return [heading, ...indented('  ', [check.found, ...advice], width)]
  const [first = '', ...rest] = wrap(printable(check.found), beside)
  const padding = ' '.repeat(titleWidth - widthOf(title) + 2)
  return [
    `${heading}${padding}${first}`,
    ...rest.map((line) => `${indent}${line}`),
    ...indented(indent, advice, width),
  ]
}

function indented(indent: string, texts: readonly string[], width: number): string[] {
  return texts.flatMap((text) =>
    wrap(printable(text), width - indent.length).map((line) => `${indent}${line}`),
  )
}

function renderSummary(checks: readonly Check[], width: number, paint: Paint): string[] {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length
  const [broken, warnings, unknown] = [count('broken'), count('warning'), count('unknown')]
  const counts = [
    `${count('ok')} ok`,
    `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${broken} broken`,
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ]
  const tone = broken > 0 ? 'bad' : warnings + unknown > 0 ? 'unsure' : 'good'
  const text = `${checks.length} checks: ${counts.join(', ')}. ${verdictOf(broken, unknown)}`
  return wrap(text, width).map((line) => paint({ text: line, tone }))
}

function verdictOf(broken: number, unknown: number): string {
  if (broken > 0) return 'Mend what is broken and ask again.'
  if (unknown > 0) return 'Whether T.A.R.S. can run here is not known.'
  return 'T.A.R.S. can run here.'
}
