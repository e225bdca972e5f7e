import { isAllowed, type Permission, type Principal, roleSchema } from '@tars/contracts'

const acts = {
  train: 'Training',
  evaluate: 'Evaluating and proposing',
  promote: 'Deciding about baselines',
} as const satisfies Partial<Record<Permission, string>>

/** Something that a page offers to those who may. */
export type Act = keyof typeof acts

/** Why a button is not there: which role it needs, and which one the viewer has. */
export function whyNot(act: Act, principal: Principal | null | undefined): string {
  const least = roleSchema.options.find((role) => isAllowed(role, act)) ?? 'admin'
  const own = principal == null ? '' : `; yours is ${principal.role}`
  return `${acts[act]} needs the role ${least} or a higher one${own}.`
}
