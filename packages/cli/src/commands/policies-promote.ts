import type { Id } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'

interface Options extends CommonOptions {
  readonly reason?: string
}

/** Adds `tars policies promote`: makes a policy the one that its agent is measured against. */
export function addPoliciesPromote(policies: Command, uses: CommandUses): void {
  defineCommand(policies, {
    usage: 'promote',
    summary: "make a policy its agent's baseline",
    example: 'policies promote 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --reason "improved on 1000 episodes"',
  })
    .argument('<id>', 'id of the policy', idOf('policy'))
    .option('--reason <text>', 'why, for the record')
    .action(async (id: Id, options: Options) => {
      const { client } = await connect(uses, options.data)
      const promotion = await client.call('policies.promote', {
        params: { id },
        body: options.reason === undefined ? {} : { reason: options.reason },
      })
      const before =
        promotion.previousPolicyId === null ? '' : `; before it was ${promotion.previousPolicyId}`
      answer(uses, options.json, promotion, () => [
        promotion.state === 'approved'
          ? `Policy ${promotion.policyId} is the baseline now${before}.`
          : `The promotion of policy ${promotion.policyId} is ${promotion.state}.`,
      ])
    })
}
