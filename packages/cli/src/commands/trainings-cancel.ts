import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'

/** Adds `tars trainings cancel`: ends a training that is waiting or running. */
export function addTrainingsCancel(trainings: Command, uses: CommandUses): void {
  defineCommand(trainings, {
    usage: 'cancel',
    summary: 'cancel a training that is waiting or running',
    example: 'trainings cancel 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the training', idOf('training'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const training = await client.call('trainings.cancel', { params: { id } })
      answer(uses, options.json, training, () => [`Training ${training.id} is ${training.state}.`])
    })
}
