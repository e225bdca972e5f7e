import type { Operation } from '@tars/contracts'

const lists: Partial<Record<Operation, string>> = {
  'trainings.list': 'trainings',
  'trainings.curves': 'trainings',
  'evaluations.list': 'evaluations',
  'policies.list': 'policies',
  'policies.read': 'policies',
  'agents.list': 'policies',
  'agents.read': 'policies',
  'promotions.list': 'policies',
  'promotions.read': 'policies',
  'insights.list': 'insights',
}

const things: Partial<Record<Operation, string>> = {
  'trainings.read': 'training',
  'trainings.points': 'training',
  'evaluations.read': 'evaluation',
  'evaluations.episodes': 'evaluation',
  'verifications.list': 'evaluation',
}

/** The channel that brings the changes of what an operation reads; undefined where none does. */
export function channelOf(operation: Operation, id: string | undefined): string | undefined {
  const thing = things[operation]
  return thing === undefined || id === undefined ? lists[operation] : `${thing}:${id}`
}
