import type { Command } from 'commander'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { answerList } from '../list-options.ts'
import { formatValue } from '../terminal/number.ts'

/** Adds `tars environments list`: the tasks that can be learnt. */
export function addEnvironmentsList(environments: Command, uses: CommandUses): void {
  defineCommand(environments, {
    usage: 'list',
    summary: 'list the environments there are',
    example: 'environments list',
  }).action(async (options: CommonOptions) => {
    const { client } = await connect(uses, options.data)
    answerList(uses, options, await client.call('environments.list'), {
      columns: [
        { title: 'environment' },
        { title: 'title', shrinksTo: 12, leaves: 1 },
        { title: 'random', align: 'right' },
        { title: 'solved at', align: 'right' },
        { title: 'steps max', align: 'right' },
        { title: 'presets', shrinksTo: 12 },
      ],
      cells: (environment) => [
        environment.id,
        environment.title,
        formatValue(environment.randomReturn),
        formatValue(environment.solvedAt),
        String(environment.stepsMax),
        environment.presets.join(', '),
      ],
      empty: 'This platform has no environments.',
    })
  })
}
