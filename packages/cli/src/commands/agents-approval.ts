import { type Approval, approvalSchema } from '@tars/contracts'
import { Argument, type Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { agentName } from '../option.ts'

/** Adds `tars agents approval`: chooses who lets a proposed policy become the baseline. */
export function addAgentsApproval(agents: Command, uses: CommandUses): void {
  defineCommand(agents, {
    usage: 'approval',
    summary: 'choose who approves the promotions of an agent: a person, or the verdict improved alone',
    example: 'agents approval cartpole automatic',
  })
    .argument('<name>', 'name of the agent', agentName)
    .addArgument(new Argument('<who>', 'who approves').choices(approvalSchema.options))
    .action(async (name: string, approval: Approval, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const agent = await client.call('agents.configure', { params: { name }, body: { approval } })
      const who = agent.approval === 'person' ? 'A person decides' : 'The verdict improved decides'
      answer(uses, options.json, agent, () => [`${who} about promotions of ${agent.name} from now on.`])
    })
}
