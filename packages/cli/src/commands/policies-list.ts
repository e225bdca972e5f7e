import type { Command } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { addPageOptions, answerList, describeEmpty, type ListOptions, pageOf } from '../list-options.ts'
import { formatCount, formatValue } from '../terminal/number.ts'
import { formatAge } from '../terminal/time.ts'

interface Options extends ListOptions {
  readonly agent?: string
}

/** Adds `tars policies list`: policies, newest first. */
export function addPoliciesList(policies: Command, uses: CommandUses): void {
  const command = defineCommand(policies, {
    usage: 'list',
    summary: 'list policies, newest first; the baseline of an agent is marked',
    example: 'policies list --agent ppo-cartpole-v1',
  })
  addPageOptions(command)
    .option('--agent <name>', 'only of this agent')
    .action(async (options: Options) => {
      const { client } = await connect(uses, options.data)
      const page = await client.call('policies.list', { query: { ...pageOf(options), agent: options.agent } })
      answerList(uses, options, page, {
        columns: [
          { title: 'policy' },
          { title: 'agent', shrinksTo: 16 },
          { title: 'version', align: 'right' },
          { title: 'role' },
          { title: 'return', align: 'right' },
          { title: 'steps', align: 'right', leaves: 1 },
          { title: 'made', leaves: 2 },
        ],
        cells: (policy) => [
          policy.id,
          policy.agent,
          `v${policy.version}`,
          policy.isBaseline ? { text: 'baseline', tone: 'strong' } : '–',
          formatValue(policy.returnMean),
          formatCount(policy.steps),
          formatAge(policy.createdAt, uses.now()),
        ],
        empty: describeEmpty(
          'policies',
          'Train one with: ./tars train ppo --environment CartPole-v1',
          options,
        ),
      })
    })
}
