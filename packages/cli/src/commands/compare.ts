import {
  comparedPoliciesMax,
  type Evaluation,
  evaluationEpisodesMax,
  type Id,
  type PolicyComparison,
} from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { renderComparison } from '../comparison-screen.ts'
import { type Connection, connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { exitCodes } from '../exit-code.ts'
import { followEvaluations } from '../follow-evaluations.ts'
import { collect, idOf, wholeNumber } from '../option.ts'
import { usageError } from '../usage-error.ts'

interface Options extends CommonOptions {
  readonly environment?: readonly string[]
  readonly episodes: number
  readonly seed: number
}

/** The largest seed that a query can carry. */
const seedMax = 9_999_999_999

/** Adds `tars compare`: policies side by side on the same episodes, evaluated first where that is missing. */
export function addCompare(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'compare',
    summary: 'compare policies on the same episodes; what is not evaluated on them yet is evaluated first',
    example:
      'compare 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f 019a0c5f-0b1c-7d2e-9f30-4a5b6c7d8e9f --episodes 200',
  })
    .argument('<policies...>', `ids of two to ${comparedPoliciesMax} policies`, collectPolicies)
    .option('--environment <id>', 'only in this environment; repeatable', collect)
    .option('--episodes <n>', 'episodes of the suite', wholeNumber(1, evaluationEpisodesMax), 100)
    .option('--seed <n>', 'suite seed; the same seed gives the same episodes', wholeNumber(0, seedMax), 0)
    .action((policies: readonly Id[], options: Options) => compare(uses, policies, options))
}

async function compare(uses: CommandUses, policies: readonly Id[], options: Options): Promise<void> {
  if (policies.length < 2 || policies.length > comparedPoliciesMax) {
    throw usageError(`Name two to ${comparedPoliciesMax} different policies to compare.`)
  }
  const connection = await connect(uses, options.data)
  const query = {
    policies: policies.join(','),
    episodes: String(options.episodes),
    seed: String(options.seed),
  }
  const read = async () =>
    keepEnvironments(await connection.client.call('comparisons.read', { query }), options.environment)
  const known = await read()
  const ended = await evaluateMissing(uses, connection, known, options)
  const failed = ended.filter(({ state }) => state !== 'judged')
  for (const { id, state, error } of failed) {
    uses.terminal.note(
      `Evaluation ${id} has not been judged: it is ${state}${error === null ? '' : `: ${error}`}`,
    )
  }
  if (failed.length > 0) uses.exitWith(exitCodes.failed)
  const comparison = ended.length === 0 ? known : await read()
  answer(uses, options.json, comparison, (paint, width) => renderComparison(comparison, width, paint))
}

/** The comparison in these environments only. @throws {TarsError} USAGE when no policy is of one of them. */
function keepEnvironments(
  comparison: PolicyComparison,
  wanted: readonly string[] | undefined,
): PolicyComparison {
  if (wanted === undefined) return comparison
  const there = comparison.environments.map(({ environment }) => environment)
  const absent = wanted.filter((name) => !there.includes(name))
  if (absent.length > 0) {
    throw usageError(`None of these policies is of ${absent.join(', ')}; they are of ${there.join(', ')}.`)
  }
  const environments = comparison.environments.filter(({ environment }) => wanted.includes(environment))
  return { ...comparison, environments }
}

async function evaluateMissing(
  uses: CommandUses,
  connection: Connection,
  comparison: PolicyComparison,
  { data }: Options,
): Promise<Evaluation[]> {
  const { episodes, seed, mode } = comparison.suite
  const missing = comparison.environments
    .flatMap((environment) => environment.policies)
    .filter(({ evaluationId }) => evaluationId === null)
  if (missing.length === 0) return []
  const names = missing.map(({ agent, version }) => `${agent} v${version}`).join(', ')
  uses.terminal.note(`Not evaluated on this suite yet: ${names}; evaluating over ${episodes} episodes`)
  const asked = missing.map(({ policyId }) =>
    connection.client.call('evaluations.create', { body: { policy: policyId, episodes, seed, mode } }),
  )
  return followEvaluations(uses, connection, await Promise.all(asked), data)
}

function collectPolicies(text: string, previous: readonly Id[] | undefined): Id[] {
  const id = idOf('policy')(text)
  return [...new Set([...(previous ?? []), id])]
}
