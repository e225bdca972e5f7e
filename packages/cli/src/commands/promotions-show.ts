import type { Id, Promotion } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { describePromotion } from '../promotion-sentence.ts'
import { type Toned, tonedState } from '../terminal/colour.ts'
import { renderFacts } from '../terminal/table.ts'
import { wrap } from '../terminal/text.ts'
import { formatAge } from '../terminal/time.ts'

/** Adds `tars promotions show`: one promotion with who wanted it, who decided it, and why. */
export function addPromotionsShow(promotions: Command, uses: CommandUses): void {
  defineCommand(promotions, {
    usage: 'show',
    summary: 'show one promotion: what speaks for it, who wanted it and who decided it',
    example: 'promotions show 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f',
  })
    .argument('<id>', 'id of the promotion', idOf('promotion'))
    .action(async (id: Id, options: CommonOptions) => {
      const { client } = await connect(uses, options.data)
      const promotion = await client.call('promotions.read', { params: { id } })
      answer(uses, options.json, promotion, (paint, width) => [
        ...wrap(describePromotion(promotion), width),
        '',
        ...renderFacts(listFacts(promotion, uses.now()), width, paint),
      ])
    })
}

function listFacts(promotion: Promotion, nowMs: number): [string, Toned][] {
  const facts: [string, Toned | null][] = [
    ['promotion', promotion.id],
    ['kind', promotion.kind],
    ['state', tonedState(promotion.state)],
    ['agent', `${promotion.agent} on ${promotion.environment}`],
    ['policy', `v${promotion.policyVersion}, ${promotion.policyId}`],
    [
      'instead of',
      promotion.previousPolicyId === null
        ? null
        : `v${promotion.previousPolicyVersion}, ${promotion.previousPolicyId}`,
    ],
    ['evaluation', promotion.evaluationId ?? 'none speaks for it'],
    ['proposed by', promotion.proposedBy],
    ['reason', promotion.reason],
    ['decided by', promotion.decidedBy],
    ['decision', promotion.decisionReason],
    ['trace', promotion.traceId],
    ['made', `${formatAge(promotion.createdAt, nowMs)} (${promotion.createdAt})`],
    [
      'decided',
      promotion.decidedAt === null
        ? null
        : `${formatAge(promotion.decidedAt, nowMs)} (${promotion.decidedAt})`,
    ],
  ]
  return facts.filter((fact): fact is [string, Toned] => fact[1] !== null)
}
