import { type EvaluationState, evaluationStateSchema } from '@tars/contracts'
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
import { formatValue } from '../terminal/number.ts'
import { formatAge } from '../terminal/time.ts'
import { nameOpponent } from '../terminal/verdict.ts'

interface Options extends ListOptions, FilterOptions {
  readonly status?: EvaluationState
}

/** Adds `tars evaluations list`: evaluations, newest first. */
export function addEvaluationsList(evaluations: Command, uses: CommandUses): void {
  const command = defineCommand(evaluations, {
    usage: 'list',
    summary: 'list evaluations with their verdicts, newest first',
    example: 'evaluations list --agent ppo-cartpole-v1 --verdict regressed --limit 20',
  })
  const filters = ['agent', 'policy', 'environment', 'verdict', 'search'] as const
  addFilterOptions(command, filters, evaluationStateSchema.options)
  addPageOptions(command).action(async (options: Options) => {
    const { client } = await connect(uses, options.data)
    const page = await client.call('evaluations.list', {
      query: {
        ...pageOf(options),
        agent: options.agent,
        policy: options.policy,
        environment: options.environment,
        verdict: options.verdict,
        search: options.search,
        state: options.status,
      },
    })
    answerList(uses, options, page, {
      columns: [
        { title: 'evaluation' },
        { title: 'policy', shrinksTo: 18 },
        { title: 'against', leaves: 3 },
        { title: 'outcome' },
        { title: 'mean', align: 'right', leaves: 4 },
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
