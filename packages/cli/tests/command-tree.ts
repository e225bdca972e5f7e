import type { Command } from 'commander'
import { createProgram } from '../src/program.ts'
import { createUses, runCommand } from './run-command.ts'

/** A command that people see and that does something itself. */
export interface ListedCommand {
  /** The words that call it. */
  readonly words: readonly string[]
  readonly name: string
  readonly command: Command
}

/** All commands of the command line, found by walking the program. */
export function listCommands(): ListedCommand[] {
  return walk(createProgram({ ...createUses().uses, exitWith: () => {} }), [])
}

function walk(parent: Command, before: readonly string[]): ListedCommand[] {
  const visible = parent.createHelp().visibleCommands(parent)
  return visible
    .filter((command) => command.name() !== 'help')
    .flatMap((command) => {
      const words = [...before, command.name()]
      return command.commands.length > 0 ? walk(command, words) : [{ words, name: words.join(' '), command }]
    })
}

/** The words of the example in a command's help, without `./tars`; what stands in quotes is one word. */
export async function readExample(words: readonly string[]): Promise<string[]> {
  const { code, out, err } = await runCommand([...words, '--help'])
  const example = /\nExample:\n {2}\.\/tars (.+)\n/.exec(out)?.[1]
  if (code !== 0 || err !== '' || example === undefined) {
    throw new Error(`The help of ${words.join(' ')} ended with ${code} and has no example: ${out}${err}`)
  }
  const line = example.replace(/ > .*/, '')
  return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
}
