import { type Promotion, type PromotionState, promotionStateSchema } from '@tars/contracts'
import type { Command } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import {
  addFilterOptions,
  addPageOptions,
  answerList,
  describeEmpty,
  type FilterOptions,
  type ListOptions,
  pageOf,
} from '../list-options.ts'
import { tonedState } from '../terminal/colour.ts'
import { formatAge } from '../terminal/time.ts'

interface Options extends ListOptions, FilterOptions {
  readonly status?: PromotionState
}

/** Adds `tars promotions list`: proposals and decisions about baselines, newest first. */
export function addPromotionsList(promotions: Command, uses: CommandUses): void {
  const command = defineCommand(promotions, {
    usage: 'list',
    summary: 'list promotions and rollbacks, newest first',
    example: 'promotions list --state proposed',
  })
  addFilterOptions(command, ['agent', 'policy'], promotionStateSchema.options)
  addPageOptions(command).action(async (options: Options) => {
    const { client } = await connect(uses, options.data)
    const page = await client.call('promotions.list', {
      query: { ...pageOf(options), agent: options.agent, policy: options.policy, state: options.status },
    })
    answerList(uses, options, page, {
      columns: [
        { title: 'promotion' },
        { title: 'agent', shrinksTo: 12, leaves: 3 },
        { title: 'change' },
        { title: 'state' },
        { title: 'reason', shrinksTo: 16, leaves: 1 },
        { title: 'made', leaves: 2 },
      ],
      cells: (promotion) => [
        promotion.id,
        promotion.agent,
        describeChange(promotion),
        tonedState(promotion.state),
        promotion.reason ?? '–',
        formatAge(promotion.createdAt, uses.now()),
      ],
      empty: describeEmpty('promotions', 'Propose a policy with: ./tars promotions propose POLICY', options),
    })
  })
}

function describeChange({ kind, previousPolicyVersion, policyVersion }: Promotion): string {
  const before = previousPolicyVersion === null ? '' : `v${previousPolicyVersion} → `
  return `${before}v${policyVersion}${kind === 'rollback' ? ' (rollback)' : ''}`
}
