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
  readonly reason: string
}

/** Adds `tars promotions reject`: ends a proposal, with the reason. */
export function addPromotionsReject(promotions: Command, uses: CommandUses): void {
  defineCommand(promotions, {
    usage: 'reject',
    summary: 'reject a promotion: the baseline stays what it is',
    example: 'promotions reject 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --reason "too few episodes"',
  })
    .argument('<id>', 'id of the promotion', idOf('promotion'))
    .requiredOption('--reason <text>', 'why, for the record')
    .action(async (id: Id, options: Options) => {
      const { client } = await connect(uses, options.data)
      const body = { reason: options.reason }
      const promotion = await client.call('promotions.reject', { params: { id }, body })
      answer(uses, options.json, promotion, (_, width) => wrap(describePromotion(promotion), width))
    })
}
