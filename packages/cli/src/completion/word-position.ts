import type { Argument, Command, Option } from 'commander'

/** Where on a command line the word stands that is being typed. */
export interface WordPosition {
  readonly command: Command
  /** The part of the word that is replaced: without `--option=`. */
  readonly typed: string
  /** What is kept before it: `--option=` or nothing. */
  readonly kept: string
  /** The option whose value it is. */
  readonly option: Option | undefined
  /** The argument that it is, unless it is an option or one of several commands. */
  readonly argument: Argument | undefined
  /** Values of the options before it, by their long names; the last one of each. */
  readonly values: ReadonlyMap<string, string>
}

/** Finds where the last of some words stands; the words before it are read as the command line would read them. */
export function findPosition(program: Command, words: readonly string[]): WordPosition {
  const values = new Map<string, string>()
  let command = program
  let waiting: Option | undefined
  let argumentsBefore = 0
  for (const word of words.slice(0, -1)) {
    if (waiting !== undefined) {
      values.set(waiting.long ?? '', word)
      waiting = undefined
      continue
    }
    const sub = argumentsBefore === 0 ? command.commands.find((each) => each.name() === word) : undefined
    if (sub !== undefined) command = sub
    else if (!word.startsWith('-')) argumentsBefore++
    else if (word.includes('='))
      values.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
    else waiting = takesValue(findOption(command, word))
  }
  const last = words.at(-1) ?? ''
  const at = last.startsWith('--') && waiting === undefined ? last.indexOf('=') + 1 : 0
  const option = at > 0 ? takesValue(findOption(command, last.slice(0, at - 1))) : waiting
  const isArgument = option === undefined && !last.startsWith('-') && command.commands.length === 0
  return {
    command,
    typed: last.slice(at),
    kept: last.slice(0, at),
    option,
    argument: isArgument ? findArgument(command, argumentsBefore) : undefined,
    values,
  }
}

function findOption(command: Command, word: string): Option | undefined {
  return command.options.find(({ long, short }) => word === long || word === short)
}

function takesValue(option: Option | undefined): Option | undefined {
  return option?.required === true || option?.optional === true ? option : undefined
}

function findArgument({ registeredArguments }: Command, index: number): Argument | undefined {
  const last = registeredArguments.at(-1)
  return registeredArguments[index] ?? (last?.variadic === true ? last : undefined)
}
