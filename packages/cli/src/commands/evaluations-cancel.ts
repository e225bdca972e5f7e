import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'

/** Adds `tars evaluations cancel`: ends an evaluation that is waiting or running. */
export function addEvaluationsCancel(evaluations: Command, uses: CommandUses): void {
  defineCommand(evaluations, {
    usage: 'cancel',
    summary: 'cancel an evaluation that is waiting or running; what was played is kept',
    example: 'evaluations cancel 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the evaluation', idOf('evaluation'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const evaluation = await client.call('evaluations.cancel', { params: { id } })
      answer(uses, options.json, evaluation, () => [`Evaluation ${evaluation.id} is ${evaluation.state}.`])
    })
}
