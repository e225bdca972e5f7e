import { type EvaluationState, evaluationStateSchema } from '@tars/contracts'
import { type Command, Option } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { addPageOptions, answerList, describeEmpty, type ListOptions, pageOf } from '../list-options.ts'
import { tonedState } from '../terminal/colour.ts'
import { formatValue } from '../terminal/number.ts'
import { formatAge } from '../terminal/time.ts'
import { nameOpponent } from '../terminal/verdict.ts'

interface Options extends ListOptions {
  readonly agent?: string
  readonly status?: EvaluationState
}

/** Adds `tars evaluations list`: evaluations, newest first. */
export function addEvaluationsList(evaluations: Command, uses: CommandUses): void {
  const command = defineCommand(evaluations, {
    usage: 'list',
    summary: 'list evaluations with their verdicts, newest first',
    example: 'evaluations list --agent ppo-cartpole-v1 --limit 20',
  })
  addPageOptions(command)
    .option('--agent <name>', 'only of this agent')
    .addOption(new Option('--status <state>', 'only in this state').choices(evaluationStateSchema.options))
    .action(async (options: Options) => {
      const { client } = await connect(uses, options.data)
      const page = await client.call('evaluations.list', {
        query: { ...pageOf(options), agent: options.agent, state: options.status },
      })
      answerList(uses, options, page, {
        columns: [
          { title: 'evaluation' },
          { title: 'policy', shrinksTo: 18 },
          { title: 'against', leaves: 3 },
          { title: 'outcome' },
          { title: 'mean', align: 'right' },
          { title: 'episodes', align: 'right', leaves: 1 },
          { title: 'made', leaves: 2 },
        ],
        cells: (evaluation) => [
          evaluation.id,
          `${evaluation.agent} v${evaluation.policyVersion}`,
          nameOpponent(evaluation),
          tonedState(evaluation.verdict ?? evaluation.state),
          formatValue(evaluation.score?.mean),
          String(evaluation.episodes),
          formatAge(evaluation.createdAt, uses.now()),
        ],
        empty: describeEmpty('evaluations', 'Make one with: ./tars evaluate POLICY', options),
      })
    })
}
