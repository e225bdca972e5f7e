import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { agentName, idOf } from '../option.ts'
import { describePromotion } from '../promotion-sentence.ts'
import { wrap } from '../terminal/text.ts'

interface Options extends CommonOptions {
  readonly to?: Id
  readonly reason?: string
}

/** Adds `tars agents rollback`: makes an older baseline the baseline again. */
export function addAgentsRollback(agents: Command, uses: CommandUses): void {
  defineCommand(agents, {
    usage: 'rollback',
    summary: 'make an older baseline of an agent the baseline again',
    example: 'agents rollback cartpole --reason "the new one falls on long episodes"',
  })
    .argument('<name>', 'name of the agent', agentName)
    .option('--to <policy>', 'a former baseline (default: the one before)', idOf('policy'))
    .option('--reason <text>', 'why, for the record')
    .action(async (name: string, { to, reason, ...options }: Options) => {
      const { client } = await connect(uses, options.data)
      const body = {
        ...(to === undefined ? {} : { policy: to }),
        ...(reason === undefined ? {} : { reason }),
      }
      const promotion = await client.call('agents.rollback', { params: { name }, body })
      answer(uses, options.json, promotion, (_, width) => wrap(describePromotion(promotion), width))
    })
}
