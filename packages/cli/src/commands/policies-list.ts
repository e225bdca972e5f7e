import type { Command } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import {
  addFilterOptions,
  addPageOptions,
  answerList,
  describeEmpty,
  type FilterOptions,
  type ListOptions,
  pageOf,
} from '../list-options.ts'
import { formatCount, formatValue } from '../terminal/number.ts'
import { formatAge } from '../terminal/time.ts'

/** Adds `tars policies list`: policies, newest first. */
export function addPoliciesList(policies: Command, uses: CommandUses): void {
  const command = defineCommand(policies, {
    usage: 'list',
    summary: 'list policies, newest first; the baseline of an agent is marked',
    example: 'policies list --agent ppo-cartpole-v1',
  })
  addFilterOptions(command, ['agent', 'environment', 'search'])
  addPageOptions(command).action(async (options: ListOptions & FilterOptions) => {
    const { client } = await connect(uses, options.data)
    const page = await client.call('policies.list', {
      query: {
        ...pageOf(options),
        agent: options.agent,
        environment: options.environment,
        search: options.search,
      },
    })
    answerList(uses, options, page, {
      columns: [
        { title: 'policy' },
        { title: 'agent', shrinksTo: 16 },
        { title: 'version', align: 'right' },
        { title: 'role', leaves: 4 },
        { title: 'return', align: 'right', leaves: 3 },
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
      empty: describeEmpty('policies', 'Train one with: ./tars train ppo --environment CartPole-v1', options),
    })
  })
}
