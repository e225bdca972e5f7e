import type { Agent } from '@tars/contracts'
import type { Toned } from './terminal/colour.ts'
import { formatAge } from './terminal/time.ts'

const approvals: Readonly<Record<Agent['approval'], string>> = {
  person: 'person (somebody who may promote decides)',
  automatic: 'automatic (the verdict improved decides)',
}

/** What is known of an agent, as titles with values. */
export function listAgentFacts(agent: Agent, nowMs: number): [string, Toned][] {
  const { baselinePolicyId, baselineVersion, proposals } = agent
  return [
    ['agent', agent.name],
    ['environment', agent.environment],
    [
      'baseline',
      baselinePolicyId === null
        ? 'none: measured against random play'
        : `v${baselineVersion}, ${baselinePolicyId}`,
    ],
    ['policies', String(agent.policies)],
    ['approval', approvals[agent.approval]],
    ['proposals', proposals === 0 ? 'none waits' : { text: `${proposals} waiting`, tone: 'unsure' }],
    ['made', `${formatAge(agent.createdAt, nowMs)} (${agent.createdAt})`],
  ]
}
