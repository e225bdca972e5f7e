import type { Command } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { printable } from '../terminal/text.ts'
import { complete } from './complete.ts'
import { unquoteWord } from './unquote-word.ts'

/** How long a platform may take: with the start of this process a key press is answered within a second. */
const answerMsMax = 500

/** Whether a command line is a question of a completion script: `complete -- WORDS…`, the words up to the cursor. */
export function isShellQuestion(argv: readonly string[]): boolean {
  return argv[0] === 'complete' && argv[1] === '--'
}

/** Answers the question of a completion script on stdout, in the form that `readScript` says. */
export async function answerShell(
  argv: readonly string[],
  program: Command,
  uses: Omit<CommandUses, 'exitWith'>,
): Promise<void> {
  const { terminal, environment, now } = uses
  const words = argv.slice(2).map((word) => unquoteWord(word, environment.HOME))
  const openClient = async (data: string | undefined) => (await connect(uses, data, answerMsMax)).client
  const found = await complete(program, words, { openClient, nowMs: now() })
  if ('paths' in found) return terminal.write(`:${found.paths}`)
  const lines = found.words.map(({ value, description }) => `${value}\t${printable(description)}`)
  terminal.write([':words', ...lines].join('\n'))
}
