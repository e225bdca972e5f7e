import type { Id, Training, TrainingPoint } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { type Toned, tonedState } from '../terminal/colour.ts'
import { formatBytes, formatCount, formatValue } from '../terminal/number.ts'
import { renderFacts } from '../terminal/table.ts'
import { formatAge, formatSeconds } from '../terminal/time.ts'
import { renderCurve } from '../training-progress.ts'

/** Adds `tars trainings show`: one training with its learning curve. */
export function addTrainingsShow(trainings: Command, uses: CommandUses): void {
  defineCommand(trainings, {
    usage: 'show',
    summary: 'show one training and its learning curve',
    example: 'trainings show 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the training', idOf('training'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const training = await client.call('trainings.read', { params: { id } })
      const { items: points } = await client.call('trainings.points', { params: { id } })
      answer(uses, options.json, { ...training, points }, (paint, width) => [
        ...renderFacts(listFacts(training, uses.now()), width, paint),
        ...drawCurve(training, points, width),
      ])
    })
}

function listFacts(training: Training, nowMs: number): [string, Toned][] {
  const { progress } = training
  const facts: [string, Toned | null][] = [
    ['training', training.id],
    ['agent', training.agent],
    ['environment', training.environment],
    ['state', tonedState(training.state)],
    ['error', training.error],
    ['seed', String(training.seed)],
    ['preset', training.preset],
    ['steps', `${formatCount(progress?.steps ?? 0)} of ${formatCount(training.steps)}`],
    [
      'return',
      progress === null ? null : `${formatValue(progress.returnMean)} (mean of the last 100 episodes)`,
    ],
    ['time', progress === null ? null : formatSeconds(progress.seconds)],
    ['memory', progress === null ? null : formatBytes(progress.memoryBytes)],
    ['policy', training.policyId],
    ['evaluation', training.evaluationId],
    ['trace', training.traceId],
    ['made', `${formatAge(training.createdAt, nowMs)} (${training.createdAt})`],
  ]
  return facts.filter((fact): fact is [string, Toned] => fact[1] !== null)
}

function drawCurve(training: Training, points: readonly TrainingPoint[], width: number): string[] {
  return points.length < 2 ? [] : ['', ...renderCurve(points, training.steps, width)]
}
