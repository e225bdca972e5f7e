import { Argument, type Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { readScript, type Shell, shells } from '../completion/scripts.ts'
import { defineCommand } from '../define-command.ts'

/** Adds `tars completion`: prints what a shell needs to complete commands, options and names. */
export function addCompletion(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'completion',
    summary: 'print the completion of a shell: commands, options, and what the running platform knows',
    example: 'completion bash > ~/.local/share/bash-completion/completions/tars',
  })
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .action(async (shell: Shell, options: CommonOptions) => {
      const script = await readScript(shell)
      answer(uses, options.json, { shell, script }, () => [script.trimEnd()])
    })
}
