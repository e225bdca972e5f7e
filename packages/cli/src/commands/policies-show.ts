import type { Id, Policy } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import type { Toned } from '../terminal/colour.ts'
import { formatBytes, formatCount, formatValue } from '../terminal/number.ts'
import { renderFacts } from '../terminal/table.ts'
import { formatAge } from '../terminal/time.ts'

/** Adds `tars policies show`: one policy. */
export function addPoliciesShow(policies: Command, uses: CommandUses): void {
  defineCommand(policies, {
    usage: 'show',
    summary: 'show one policy',
    example: 'policies show 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the policy', idOf('policy'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const policy = await client.call('policies.read', { params: { id } })
      answer(uses, options.json, policy, (paint, width) =>
        renderFacts(listFacts(policy, uses.now()), width, paint),
      )
    })
}

function listFacts(policy: Policy, nowMs: number): [string, Toned][] {
  return [
    ['policy', policy.id],
    ['agent', `${policy.agent} v${policy.version}${policy.isBaseline ? ' (baseline)' : ''}`],
    ['environment', policy.environment],
    ['algorithm', policy.algorithm],
    ['return', `${formatValue(policy.returnMean)} (mean of the last 100 episodes of its training)`],
    ['steps', formatCount(policy.steps)],
    ['training', policy.trainingId ?? '–'],
    ['weight hash', policy.weightHash],
    ['file', formatBytes(policy.bytes)],
    ['made', `${formatAge(policy.createdAt, nowMs)} (${policy.createdAt})`],
  ]
}
