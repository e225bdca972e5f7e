import { type TrainingState, trainingStateSchema } from '@tars/contracts'
import { type Command, Option } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { addPageOptions, answerList, describeEmpty, type ListOptions, pageOf } from '../list-options.ts'
import { tonedState } from '../terminal/colour.ts'
import { formatCount, formatValue } from '../terminal/number.ts'
import { formatAge } from '../terminal/time.ts'

interface Options extends ListOptions {
  readonly agent?: string
  readonly status?: TrainingState
}

/** Adds `tars trainings list`: trainings, newest first. */
export function addTrainingsList(trainings: Command, uses: CommandUses): void {
  const command = defineCommand(trainings, {
    usage: 'list',
    summary: 'list trainings, newest first',
    example: 'trainings list --status running',
  })
  addPageOptions(command)
    .option('--agent <name>', 'only of this agent')
    .addOption(new Option('--status <state>', 'only in this state').choices(trainingStateSchema.options))
    .action(async (options: Options) => {
      const { client } = await connect(uses, options.data)
      const page = await client.call('trainings.list', {
        query: { ...pageOf(options), agent: options.agent, state: options.status },
      })
      answerList(uses, options, page, {
        columns: [
          { title: 'training' },
          { title: 'agent', shrinksTo: 16 },
          { title: 'state' },
          { title: 'seed', align: 'right', leaves: 1 },
          { title: 'steps', align: 'right' },
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
        empty: describeEmpty(
          'trainings',
          'Make one with: ./tars train ppo --environment CartPole-v1',
          options,
        ),
      })
    })
}
