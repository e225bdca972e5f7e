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
import { formatAge } from '../terminal/time.ts'

/** Adds `tars agents list`: the lines of policies, newest first. */
export function addAgentsList(agents: Command, uses: CommandUses): void {
  const command = defineCommand(agents, {
    usage: 'list',
    summary: 'list agents with their baselines, newest first',
    example: 'agents list --environment CartPole-v1',
  })
  addFilterOptions(command, ['environment', 'search'])
  addPageOptions(command).action(async (options: ListOptions & FilterOptions) => {
    const { client } = await connect(uses, options.data)
    const page = await client.call('agents.list', {
      query: { ...pageOf(options), environment: options.environment, search: options.search },
    })
    answerList(uses, options, page, {
      columns: [
        { title: 'agent', shrinksTo: 16 },
        { title: 'environment', leaves: 3 },
        { title: 'baseline' },
        { title: 'policies', align: 'right' },
        { title: 'proposals', align: 'right' },
        { title: 'approval', leaves: 2 },
        { title: 'made', leaves: 1 },
      ],
      cells: (agent) => [
        agent.name,
        agent.environment,
        agent.baselineVersion === null ? '–' : `v${agent.baselineVersion}`,
        String(agent.policies),
        agent.proposals === 0 ? '0' : { text: String(agent.proposals), tone: 'unsure' },
        agent.approval,
        formatAge(agent.createdAt, uses.now()),
      ],
      empty: describeEmpty(
        'agents',
        'Train a policy with: ./tars train ppo --environment CartPole-v1',
        options,
      ),
    })
  })
}
