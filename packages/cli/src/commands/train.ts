import type { Policy, Training, TrainingPoint } from '@tars/contracts'
import { trainingStepsMax } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import { awaitEnd } from '../await-end.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { type Connection, connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { exitCodes } from '../exit-code.ts'
import { collect, wholeNumber } from '../option.ts'
import { suggestCommand } from '../suggest-command.ts'
import type { Paint } from '../terminal/colour.ts'
import { tonedState } from '../terminal/colour.ts'
import { formatBytes, formatCount, formatValue } from '../terminal/number.ts'
import { createProgress } from '../terminal/progress.ts'
import { renderFacts } from '../terminal/table.ts'
import { formatSeconds } from '../terminal/time.ts'
import { createCurve, describeTraining, renderCurve } from '../training-progress.ts'
import { readTrainingRequest, type TrainingOptions } from '../training-request.ts'

type Options = TrainingOptions & CommonOptions & { readonly follow?: boolean }

/** Adds `tars train ppo`: trains a policy and waits for the end. */
export function addTrain(program: Command, uses: CommandUses): void {
  const train = program.command('train').description('train a policy')
  defineCommand(train, {
    usage: 'ppo',
    summary: 'train a policy with proximal policy optimisation and wait for the end',
    example: 'train ppo --environment CartPole-v1 --seed 1 --set learningRate=0.001 --follow',
  })
    .requiredOption('--environment <id>', 'environment to learn; `./tars environments list` shows them')
    .option('--preset <name>', "set of hyper-parameters (default: the environment's own)")
    .option(
      '--seed <n>',
      'seed; the same seed gives the same policy',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      0,
    )
    .option('--steps <n>', 'environment steps (default: of the preset)', wholeNumber(1, trainingStepsMax))
    .option('--config <file>', 'JSON file with one object of hyper-parameters')
    .option('--set <key=value>', 'one hyper-parameter; repeatable, wins over --config', collect)
    .option('--name <agent>', 'agent that the policy is a version of (default: algorithm and environment)')
    .option('--follow', 'draw the learning curve while it grows')
    .action((options: Options) => runTraining(uses, options))
}

async function runTraining(uses: CommandUses, options: Options): Promise<void> {
  const request = await readTrainingRequest(options, uses.cwd)
  const connection = await connect(uses, options.data)
  const training = await connection.client.call('trainings.create', { body: request })
  uses.terminal.note(
    `Training ${training.id}: ${training.agent} on ${training.environment}, seed ${training.seed}, ${formatCount(training.steps)} steps`,
  )
  const { ended, points } = await follow(uses, connection, training, options)
  const policy =
    ended.policyId === null
      ? null
      : await connection.client.call('policies.read', { params: { id: ended.policyId } })
  if (ended.state !== 'completed') uses.exitWith(exitCodes.failed)
  answer(uses, options.json, documentOf(ended, policy, points), (paint, width) =>
    renderResult(ended, policy, points, width, paint),
  )
}

async function follow(
  uses: CommandUses,
  { client, url }: Connection,
  training: Training,
  { data, follow: draws = false }: Options,
) {
  const { terminal } = uses
  const curve = createCurve()
  const progress = createProgress(terminal, uses.now)
  let latest = training
  const show = () => {
    const line = describeTraining(latest, curve.points().at(-1), terminal)
    const isDrawn = draws && terminal.interactive
    progress.show(isDrawn ? [...renderCurve(curve.points(), training.steps, terminal.columns), line] : [line])
  }
  try {
    const ended = await awaitEnd(
      uses,
      { client, url },
      {
        channel: `training:${training.id}`,
        read: () => client.call('trainings.read', { params: { id: training.id } }),
        isFinal: ({ state }) => state !== 'queued' && state !== 'running',
        onThing(thing) {
          latest = thing
          if (thing.progress !== null) curve.add([thing.progress])
          show()
        },
        onEvent(kind, event) {
          if (kind === 'training.progressed') curve.add((event as { points: TrainingPoint[] }).points)
          show()
        },
      },
    )
    progress.end(draws)
    return { ended, points: curve.points() }
  } catch (error) {
    progress.end()
    if (uses.interrupted.aborted) {
      terminal.note(
        `The training goes on. Cancel it with: ${suggestCommand(`trainings cancel ${training.id}`, data)}`,
      )
    }
    throw error
  }
}

function documentOf(training: Training, policy: Policy | null, points: readonly TrainingPoint[]) {
  const { id, seed, state, error } = training
  const last = training.progress ?? points.at(-1)
  const returnMean = policy?.returnMean ?? last?.returnMean ?? null
  return {
    training: id,
    policy: policy?.id ?? null,
    state,
    error,
    returnMean,
    steps: policy?.steps ?? last?.steps ?? 0,
    seconds: last?.seconds ?? null,
    stepsPerSecond: last === undefined || last.seconds === 0 ? null : last.steps / last.seconds,
    memoryBytes: points.length === 0 ? null : Math.max(...points.map((point) => point.memoryBytes)),
    weightHash: policy?.weightHash ?? null,
    seeds: [{ seed, training: id, policy: policy?.id ?? null, returnMean }],
  }
}

function renderResult(
  training: Training,
  policy: Policy | null,
  points: readonly TrainingPoint[],
  width: number,
  paint: Paint,
): string[] {
  const result = documentOf(training, policy, points)
  return renderFacts(
    [
      ['training', training.id],
      ['state', tonedState(training.state)],
      ...(training.error === null ? [] : [['error', training.error] as const]),
      ...(policy === null
        ? []
        : [['policy', policy.id] as const, ['agent', `${policy.agent} v${policy.version}`] as const]),
      ['return', `${formatValue(result.returnMean)} (mean of the last 100 episodes)`],
      ['steps', formatCount(result.steps)],
      ...(result.seconds === null ? [] : [['time', formatSeconds(result.seconds)] as const]),
      ...(result.stepsPerSecond === null
        ? []
        : [['speed', `${formatCount(result.stepsPerSecond)} steps/s`] as const]),
      ...(result.memoryBytes === null ? [] : [['memory', formatBytes(result.memoryBytes)] as const]),
    ],
    width,
    paint,
  )
}
