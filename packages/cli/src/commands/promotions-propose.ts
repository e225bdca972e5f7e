import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { describePromotion } from '../promotion-sentence.ts'
import { wrap } from '../terminal/text.ts'

interface Options extends CommonOptions {
  readonly reason?: string
}

/** Adds `tars promotions propose`: proposes a policy as the baseline of its agent. */
export function addPromotionsPropose(promotions: Command, uses: CommandUses): void {
  defineCommand(promotions, {
    usage: 'propose',
    summary: 'propose a policy as the baseline of its agent; somebody who may promote decides',
    example: 'promotions propose 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --reason "solves it on every seed"',
  })
    .argument('<policy>', 'id of the policy', idOf('policy'))
    .option('--reason <text>', 'why, for the record')
    .action(async (policy: Id, options: Options) => {
      const { client } = await connect(uses, options.data)
      const body = { policy, ...(options.reason === undefined ? {} : { reason: options.reason }) }
      const promotion = await client.call('promotions.create', { body })
      answer(uses, options.json, promotion, (_, width) => wrap(describePromotion(promotion), width))
    })
}
