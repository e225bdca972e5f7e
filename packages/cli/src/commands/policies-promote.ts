import { type Id, TarsError } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { describePromotion } from '../promotion-sentence.ts'
import { suggestCommand } from '../suggest-command.ts'
import { wrap } from '../terminal/text.ts'
import { usageError } from '../usage-error.ts'

interface Options extends CommonOptions {
  readonly reason?: string
  readonly force?: boolean
}

/** Adds `tars policies promote`: makes a policy the one that its agent is measured against. */
export function addPoliciesPromote(policies: Command, uses: CommandUses): void {
  defineCommand(policies, {
    usage: 'promote',
    summary: "make a policy its agent's baseline; refused while no verdict speaks for it",
    example: 'policies promote 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --reason "improved on 1000 episodes"',
  })
    .argument('<id>', 'id of the policy', idOf('policy'))
    .option('--force', 'also without a verdict that speaks for it; needs --reason')
    .option('--reason <text>', 'why, for the record')
    .action((id: Id, options: Options) => promote(uses, id, options))
}

async function promote(uses: CommandUses, id: Id, options: Options): Promise<void> {
  const { reason, force = false } = options
  if (force && reason === undefined)
    throw usageError('--force needs a --reason, which is kept for the record.')
  const { client } = await connect(uses, options.data)
  const body = { force, ...(reason === undefined ? {} : { reason }) }
  try {
    const promotion = await client.call('policies.promote', { params: { id }, body })
    answer(uses, options.json, promotion, (_, width) => wrap(describePromotion(promotion), width))
  } catch (error) {
    if (error instanceof TarsError && error.code === 'PROMOTION_UNPROVEN') {
      const evaluate = suggestCommand(`evaluate ${id}`, options.data)
      throw new TarsError(error.code, `${error.message} To evaluate it: ${evaluate}`, error.facts, error)
    }
    throw error
  }
}
