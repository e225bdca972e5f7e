import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'

/** Adds `tars link`: a new one-time sign-in link for the operator of this machine. */
export function addLink(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'link',
    summary: 'make a one-time sign-in link for the dashboard',
    example: 'link',
  }).action(async (options: CommonOptions) => {
    const { client } = await connect(uses, options.data)
    const { link, expiresAt } = await client.call('setup.link')
    answer(uses, options.json, { signInLink: link, expiresAt }, () => [link, `One use, until ${expiresAt}.`])
  })
}
