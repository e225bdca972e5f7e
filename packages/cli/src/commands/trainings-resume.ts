import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { formatCount } from '../terminal/number.ts'

/** Adds `tars trainings resume`: goes on with a training that was cancelled or has failed. */
export function addTrainingsResume(trainings: Command, uses: CommandUses): void {
  defineCommand(trainings, {
    usage: 'resume',
    summary: 'go on with a cancelled or failed training from its latest checkpoint',
    example: 'trainings resume 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the training', idOf('training'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const training = await client.call('trainings.resume', { params: { id } })
      const done = `${formatCount(training.progress?.steps ?? 0)} of ${formatCount(training.steps)} steps`
      answer(uses, options.json, training, () => [
        `Training ${training.id} is ${training.state} again; it had reached ${done}.`,
      ])
    })
}
