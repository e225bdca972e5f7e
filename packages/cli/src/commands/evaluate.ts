import { type Evaluation, evaluationEpisodesMax, type Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { exitCodes } from '../exit-code.ts'
import { followEvaluations } from '../follow-evaluations.ts'
import { idOf, wholeNumber } from '../option.ts'
import { nameOpponent, renderVerdict } from '../terminal/verdict.ts'
import { usageError } from '../usage-error.ts'
import { verifyEvaluation } from '../verify-evaluation.ts'

interface Options extends CommonOptions {
  readonly environment?: string
  readonly episodes: number
  readonly seed: number
  readonly stochastic?: boolean
  readonly baseline?: Id
  readonly verify?: Id
}

const ofNewEvaluations = ['environment', 'episodes', 'seed', 'stochastic', 'baseline'] as const

/** Adds `tars evaluate`: plays a policy for many episodes and gives the verdict, or plays an evaluation again. */
export function addEvaluate(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'evaluate',
    summary:
      'play a policy for many episodes and compare it with the baseline; exit code 1 when it has regressed',
    example: 'evaluate 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --episodes 200 --json',
  })
    .argument('[policy]', 'id of the policy', idOf('policy'))
    .option('--environment <id>', "the policy's own environment, to make sure of it")
    .option('--episodes <n>', 'episodes to play', wholeNumber(1, evaluationEpisodesMax), 100)
    .option(
      '--seed <n>',
      'suite seed; the same seed gives the same episodes',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      0,
    )
    .option('--stochastic', "draw actions from the policy's distribution instead of taking the likeliest")
    .option('--baseline <id>', "policy to compare with (default: the agent's baseline)", idOf('policy'))
    .option(
      '--verify <evaluation>',
      'instead: play this evaluation again and compare it with its receipt; exit code 1 when it differs',
      idOf('evaluation'),
    )
    .action((policy: Id | undefined, options: Options, command: Command) => {
      const given = ofNewEvaluations.filter((name) => command.getOptionValueSource(name) === 'cli')
      if (options.verify === undefined) return evaluate(uses, policy, options)
      if (policy === undefined && given.length === 0) return verifyEvaluation(uses, options.verify, options)
      const extra = [...(policy === undefined ? [] : ['a policy']), ...given.map((name) => `--${name}`)]
      throw usageError(`--verify repeats an evaluation as its receipt says; leave out ${extra.join(', ')}.`)
    })
}

async function evaluate(uses: CommandUses, policy: Id | undefined, options: Options): Promise<void> {
  if (policy === undefined)
    throw usageError('Say which policy to evaluate, or which evaluation to repeat with --verify.')
  const connection = await connect(uses, options.data)
  const evaluation = await connection.client.call('evaluations.create', {
    body: {
      policy,
      environment: options.environment,
      episodes: options.episodes,
      seed: options.seed,
      mode: options.stochastic === true ? 'stochastic' : 'deterministic',
      baseline: options.baseline,
    },
  })
  uses.terminal.note(
    `Evaluation ${evaluation.id}: ${evaluation.agent} v${evaluation.policyVersion} against ${nameOpponent(evaluation)}, ${evaluation.episodes} episodes each`,
  )
  const [ended = evaluation] = await followEvaluations(uses, connection, [evaluation], options.data)
  if (ended.state !== 'judged' || ended.verdict === 'regressed') uses.exitWith(exitCodes.failed)
  answer(uses, options.json, documentOf(ended), (paint, width) => renderVerdict(ended, width, paint))
}

function documentOf(evaluation: Evaluation) {
  const { id, policyId, environment, episodes, seed, mode, state, score, verdict, comparison, error } =
    evaluation
  return {
    evaluation: id,
    policy: policyId,
    environment,
    episodes,
    seed,
    mode,
    state,
    error,
    mean: score?.mean ?? null,
    std: score?.std ?? null,
    iqm: score?.iqm ?? null,
    interval95: score?.interval95 ?? null,
    successRatio: score?.successRatio ?? null,
    returnsHash: score?.returnsHash ?? null,
    verdict,
    comparison,
  }
}
