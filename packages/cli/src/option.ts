import { idSchema } from '@tars/contracts'
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
export function idOf(kind: 'training' | 'policy' | 'evaluation'): (text: string) => string {
  const list = kind === 'policy' ? 'policies' : `${kind}s`
  return (text) => {
    if (idSchema.safeParse(text).success) return text
    throw new InvalidArgumentError(`It must be the id of a ${kind}; \`./tars ${list} list\` shows them.`)
  }
}

/** A collector of options that can be given several times. */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value]
}
