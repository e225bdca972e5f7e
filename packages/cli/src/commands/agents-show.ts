import type { Command } from 'commander'
import { listAgentFacts } from '../agent-facts.ts'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { agentName } from '../option.ts'
import { renderFacts } from '../terminal/table.ts'

/** Adds `tars agents show`: one agent and its baseline. */
export function addAgentsShow(agents: Command, uses: CommandUses): void {
  defineCommand(agents, {
    usage: 'show',
    summary: 'show one agent and its baseline',
    example: 'agents show cartpole',
  })
    .argument('<name>', 'name of the agent', agentName)
    .action(async (name: string, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const agent = await client.call('agents.read', { params: { name } })
      answer(uses, options.json, agent, (paint, width) =>
        renderFacts(listAgentFacts(agent, uses.now()), width, paint),
      )
    })
}
