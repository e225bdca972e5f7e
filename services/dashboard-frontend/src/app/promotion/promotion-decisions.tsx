import type { Policy, Promotion } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { namePolicy } from '../words/describe-promotion.ts'
import { Decision } from './decision.tsx'
import { Evidence } from './evidence.tsx'

/** Makes a policy its agent's baseline, after asking and only with evidence, or with force and a reason. */
export function PromotePolicy({ policy, isUrged }: { policy: Policy; isUrged?: boolean }): ReactNode {
  const name = namePolicy(policy)
  return (
    <Decision
      label="Make it the baseline"
      look={{ variant: isUrged ? 'filled' : 'default' }}
      title={`Make ${name} the baseline?`}
      confirm="Yes, make it the baseline"
      dismiss="Not now"
      canForce
      done={`${name} is now the baseline of ${policy.agent}.`}
      decide={(body) => client.call('policies.promote', { params: { id: policy.id }, body })}
    >
      <p>
        From now on every policy of {policy.agent} is measured against it, and it answers for the agent.
        Proposals that wait are set aside. It can be rolled back at any time.
      </p>
      <Evidence policyId={policy.id} />
    </Decision>
  )
}

/** Proposes a policy as its agent's baseline, for somebody else to approve. */
export function ProposePolicy({ policy }: { policy: Policy }): ReactNode {
  const name = namePolicy(policy)
  return (
    <Decision
      label="Propose as baseline"
      look={{ variant: 'default' }}
      title={`Propose ${name} as the baseline?`}
      confirm="Yes, propose it"
      dismiss="Not now"
      done={`${name} is proposed. Whoever may promote finds it on the page of ${policy.agent}.`}
      decide={({ reason }) =>
        client.call('promotions.create', { body: { policy: policy.id, ...(reason && { reason }) } })
      }
    >
      <p>Nothing changes until somebody approves it.</p>
      <Evidence policyId={policy.id} />
    </Decision>
  )
}

/** Approves or rejects a proposal, each after asking. */
export function DecideProposal({ proposal }: { proposal: Promotion }): ReactNode {
  const { id, agent, policyVersion: version, previousPolicyVersion: previous } = proposal
  const params = { id }
  return (
    <div className="actions">
      <Decision
        label="Approve"
        look={{ size: 'xs' }}
        title={`Approve ${agent} v${version}?`}
        confirm="Yes, approve it"
        dismiss="Not now"
        done={`${agent} v${version} is now the baseline.`}
        decide={({ reason }) => client.call('promotions.approve', { params, body: reason ? { reason } : {} })}
      >
        <p>
          {previous === null
            ? `It becomes the first baseline of ${agent}.`
            : `It becomes the baseline of ${agent} in place of v${previous}.`}{' '}
          Other proposals of the agent are set aside. It can be rolled back at any time.
        </p>
      </Decision>
      <Decision
        label="Reject"
        look={{ size: 'xs', variant: 'default' }}
        title={`Reject ${agent} v${version}?`}
        confirm="Yes, reject it"
        dismiss="Not now"
        needsReason
        done={`The proposal of ${agent} v${version} is rejected.`}
        decide={({ reason = '' }) => client.call('promotions.reject', { params, body: { reason } })}
      >
        <p>The baseline stays as it is. The policy is kept and can be proposed again.</p>
      </Decision>
    </div>
  )
}

/** Makes a former baseline of an agent the baseline again, after asking. */
export function RollBack({ to, from }: { to: Promotion; from: number | null }): ReactNode {
  const { agent, policyId, policyVersion: version } = to
  return (
    <Decision
      label={`Roll back to v${version}`}
      look={{ size: 'compact-xs', variant: 'default' }}
      title={`Roll ${agent} back to v${version}?`}
      confirm="Yes, roll back"
      dismiss="Leave it"
      danger
      done={`${agent} v${version} is the baseline again.`}
      decide={({ reason }) =>
        client.call('agents.rollback', {
          params: { name: agent },
          body: { policy: policyId, ...(reason && { reason }) },
        })
      }
    >
      <p>
        v{version} becomes the baseline again{from !== null && ` in place of v${from}`}, at once. Proposals
        that wait are set aside, for they were measured against another baseline. No policy is lost: the newer
        one can be promoted again.
      </p>
    </Decision>
  )
}
