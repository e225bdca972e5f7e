import { type Evaluation, evaluationEpisodesMax, type Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import { awaitEnd } from '../await-end.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { type Connection, connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { exitCodes } from '../exit-code.ts'
import { idOf, wholeNumber } from '../option.ts'
import { suggestCommand } from '../suggest-command.ts'
import { createProgress, renderBar } from '../terminal/progress.ts'
import { cut } from '../terminal/text.ts'
import { nameOpponent, renderVerdict } from '../terminal/verdict.ts'

interface Options extends CommonOptions {
  readonly environment?: string
  readonly episodes: number
  readonly seed: number
  readonly stochastic?: boolean
  readonly baseline?: Id
}

const barWidth = 16

/** Adds `tars evaluate`: plays a policy for many episodes and gives the verdict against the baseline. */
export function addEvaluate(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'evaluate',
    summary:
      'play a policy for many episodes and compare it with the baseline; exit code 1 when it has regressed',
    example: 'evaluate 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --episodes 200 --json',
  })
    .argument('<policy>', 'id of the policy', idOf('policy'))
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
    .action((policy: Id, options: Options) => evaluate(uses, policy, options))
}

async function evaluate(uses: CommandUses, policy: Id, options: Options): Promise<void> {
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
  const ended = await follow(uses, connection, evaluation, options.data)
  if (ended.state !== 'judged' || ended.verdict === 'regressed') uses.exitWith(exitCodes.failed)
  answer(uses, options.json, documentOf(ended), (paint, width) => renderVerdict(ended, width, paint))
}

async function follow(
  uses: CommandUses,
  connection: Connection,
  evaluation: Evaluation,
  data: string | undefined,
): Promise<Evaluation> {
  const { terminal } = uses
  const { id } = evaluation
  const progress = createProgress(terminal, uses.now)
  const show = (done: number, total: number) => {
    const bar = renderBar(total === 0 ? 0 : done / total, barWidth)
    progress.show([cut(`${bar} ${done} of ${total} episodes of both sides`, terminal.columns)])
  }
  try {
    return await awaitEnd(uses, connection, {
      channel: `evaluation:${id}`,
      read: () => connection.client.call('evaluations.read', { params: { id } }),
      isFinal: ({ state }) => state === 'judged' || state === 'failed' || state === 'cancelled',
      onThing: ({ episodesDone, episodesTotal }) => show(episodesDone, episodesTotal),
      onEvent(kind, event) {
        if (kind !== 'evaluation.progressed') return
        const { episodesDone, episodesTotal } = event as { episodesDone: number; episodesTotal: number }
        show(episodesDone, episodesTotal)
      },
    })
  } catch (error) {
    if (uses.interrupted.aborted) {
      terminal.note(
        `The evaluation goes on. Look at it with: ${suggestCommand(`evaluations show ${id}`, data)}`,
      )
    }
    throw error
  } finally {
    progress.end()
  }
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
