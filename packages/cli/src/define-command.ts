import type { Command } from 'commander'
import { folderName } from './option.ts'

/** How a command presents itself in its help. */
export interface CommandDescription {
  /** Name and arguments as commander writes them, for example `show <id>`. */
  readonly usage: string
  readonly summary: string
  /** A command line that works, without the leading `./tars`. */
  readonly example: string
}

/** Adds a command with the options that all of them share, and its example, to its parent. */
export function defineCommand(parent: Command, description: CommandDescription): Command {
  return parent
    .command(description.usage)
    .description(description.summary)
    .option('--data <dir>', "directory of the platform (default: .tars in the project's root)", folderName)
    .option('--json', 'print one JSON document on stdout')
    .addHelpText('after', `\nExample:\n  ./tars ${description.example}`)
}
