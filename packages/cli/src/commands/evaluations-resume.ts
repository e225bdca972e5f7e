import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'

/** Adds `tars evaluations resume`: goes on with an evaluation that was cancelled or has failed. */
export function addEvaluationsResume(evaluations: Command, uses: CommandUses): void {
  defineCommand(evaluations, {
    usage: 'resume',
    summary: 'go on with a cancelled or failed evaluation; what was played is kept',
    example: 'evaluations resume 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the evaluation', idOf('evaluation'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const evaluation = await client.call('evaluations.resume', { params: { id } })
      const { state, episodesDone, episodesTotal } = evaluation
      answer(uses, options.json, evaluation, () => [
        `Evaluation ${id} is ${state} again; ${episodesDone} of ${episodesTotal} episodes are played.`,
      ])
    })
}
