import { type TrainingState, trainingStateSchema } from '@tars/contracts'
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
import { tonedState } from '../terminal/colour.ts'
import { formatCount, formatValue } from '../terminal/number.ts'
import { formatAge } from '../terminal/time.ts'

interface Options extends ListOptions, FilterOptions {
  readonly status?: TrainingState
}

/** Adds `tars trainings list`: trainings, newest first. */
export function addTrainingsList(trainings: Command, uses: CommandUses): void {
  const command = defineCommand(trainings, {
    usage: 'list',
    summary: 'list trainings, newest first',
    example: 'trainings list --status running',
  })
  addFilterOptions(command, ['agent', 'environment', 'search'], trainingStateSchema.options)
  addPageOptions(command).action(async (options: Options) => {
    const { client } = await connect(uses, options.data)
    const page = await client.call('trainings.list', {
      query: {
        ...pageOf(options),
        agent: options.agent,
        environment: options.environment,
        search: options.search,
        state: options.status,
      },
    })
    answerList(uses, options, page, {
      columns: [
        { title: 'training' },
        { title: 'agent', shrinksTo: 16 },
        { title: 'state' },
        { title: 'seed', align: 'right', leaves: 1 },
        { title: 'steps', align: 'right', leaves: 4 },
        { title: 'return', align: 'right', leaves: 3 },
        { title: 'made', leaves: 2 },
      ],
      cells: (training) => [
        training.id,
        training.agent,
        tonedState(training.state),
        String(training.seed),
        `${formatCount(training.progress?.steps ?? 0)}/${formatCount(training.steps)}`,
        formatValue(training.progress?.returnMean),
        formatAge(training.createdAt, uses.now()),
      ],
      empty: describeEmpty('trainings', 'Make one with: ./tars train ppo --environment CartPole-v1', options),
    })
  })
}
