import { idSchema, nameSchema } from '@tars/contracts'
import { InvalidArgumentError } from 'commander'

/** A parser of option values that are whole numbers from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`)
  }
}

/** A parser of ids, which says where ids of this kind are listed. */
export function idOf(kind: 'training' | 'policy' | 'evaluation' | 'promotion'): (text: string) => string {
  const list = kind === 'policy' ? 'policies' : `${kind}s`
  return (text) => {
    const id = idSchema.safeParse(text)
    if (id.success) return id.data
    throw new InvalidArgumentError(
      `It must be the id of ${kind === 'evaluation' ? 'an' : 'a'} ${kind}; \`./tars ${list} list\` shows them.`,
    )
  }
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A parser of moments in the past, in ms since 1970: a length of time before now (`10m`), or a date with or without a time. */
export function pastMoment(now: () => number): (text: string) => number {
  return (text) => {
    const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
    const lengthMs = unitMs[unit]
    const moment = lengthMs === undefined ? parseDate(text) : now() - Number(count) * lengthMs
    if (!Number.isNaN(moment)) return moment
    throw new InvalidArgumentError(
      'It must be a length of time such as 90s, 10m, 2h or 1d, or a moment such as 2026-01-31T14:00.',
    )
  }
}

function parseDate(text: string): number {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
}

/** The parser of names of folders: an empty one, such as that of a variable that is not set, would mean the working directory. */
export function folderName(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('It must name a folder, but is empty; `.` is the working directory.')
}

/** The parser of names of agents. */
export function agentName(text: string): string {
  if (nameSchema.safeParse(text).success) return text
  throw new InvalidArgumentError('It must be the name of an agent; `./tars agents list` shows them.')
}

/** A collector of options that can be given several times. */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value]
}
