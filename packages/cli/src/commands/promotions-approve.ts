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

/** Adds `tars promotions approve`: lets a proposed policy become the baseline. */
export function addPromotionsApprove(promotions: Command, uses: CommandUses): void {
  defineCommand(promotions, {
    usage: 'approve',
    summary: 'approve a promotion: its policy becomes the baseline',
    example: 'promotions approve 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the promotion', idOf('promotion'))
    .option('--reason <text>', 'why, for the record')
    .action(async (id: Id, options: Options) => {
      const { client } = await connect(uses, options.data)
      const body = options.reason === undefined ? {} : { reason: options.reason }
      const promotion = await client.call('promotions.approve', { params: { id }, body })
      answer(uses, options.json, promotion, (_, width) => wrap(describePromotion(promotion), width))
    })
}
