import type { Client } from '@tars/contracts'
import type { Command } from 'commander'
import { type Candidate, readCandidates } from './candidates.ts'
import { type Subject, subjectOfArgument, subjectOfOption } from './subject.ts'
import { findPosition, type WordPosition } from './word-position.ts'

/** What a shell is to offer: words, or the paths that it knows itself. */
export type Completion = { readonly paths: 'file' | 'directory' } | { readonly words: readonly Candidate[] }

/** What a completion needs beside the command line. */
export interface CompletionUses {
  /** Opens a client of the platform that the command line means; `data` is the value of its `--data`. */
  readonly openClient: (data: string | undefined) => Promise<Client>
  readonly nowMs: number
}

/** What can stand where the last of some words of a command line is being typed. Without a platform its ids are left out. */
export async function complete(
  program: Command,
  words: readonly string[],
  uses: CompletionUses,
): Promise<Completion> {
  const position = findPosition(program, words)
  const { typed, kept } = position
  const subject = subjectOf(position)
  if (subject === 'file' || subject === 'directory') return { paths: subject }
  const candidates =
    subject === undefined ? listOwnWords(position) : await readQuietly(subject, position, uses)
  const fitting = candidates.filter(({ value }) => value.startsWith(typed))
  return { words: fitting.map(({ value, description }) => ({ value: kept + value, description })) }
}

function subjectOf({ command, option, argument }: WordPosition): Subject | undefined {
  if ((option ?? argument)?.argChoices !== undefined) return undefined
  if (option !== undefined) return subjectOfOption(option)
  return argument === undefined ? undefined : subjectOfArgument(argument, command)
}

/** What the command line knows by itself: fixed values, the commands of a group, else the options of a command. */
function listOwnWords({ command, option, argument, typed }: WordPosition): Candidate[] {
  const valued = option ?? argument
  if (valued !== undefined) return valued.argChoices?.map((value) => ({ value, description: '' })) ?? []
  if (!typed.startsWith('-') && command.commands.length > 0) {
    const visible = command.createHelp().visibleCommands(command)
    return visible.map((each) => ({ value: each.name(), description: each.summary() || each.description() }))
  }
  const visible = command.createHelp().visibleOptions(command)
  return visible.map(({ long, description }) => ({ value: long ?? '', description }))
}

/** Nobody who presses a key wants to read why a platform does not answer: then there is nothing to offer. */
async function readQuietly(
  subject: Exclude<Subject, 'file' | 'directory'>,
  { typed, values }: WordPosition,
  { openClient, nowMs }: CompletionUses,
): Promise<Candidate[]> {
  try {
    const open = () => openClient(values.get('--data'))
    return await readCandidates(subject, open, { typed, environment: values.get('--environment'), nowMs })
  } catch {
    return []
  }
}
