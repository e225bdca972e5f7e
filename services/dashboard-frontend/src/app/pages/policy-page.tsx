import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Policy } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationsOf } from '../api/evaluation-queries.ts'
import { haveSettled } from '../api/have-settled.ts'
import { agentByName, policiesOf, policyById, promotionsOf } from '../api/policy-queries.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { lineageTable } from '../charts/export-tables.ts'
import { LineagePicture } from '../charts/lineage-picture.tsx'
import { Ago } from '../components/ago.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Chip } from '../components/chip.tsx'
import { Command } from '../components/command.tsx'
import { FailedPage } from '../components/failed-page.tsx'
import { Lately } from '../components/lately.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { Read } from '../components/read.tsx'
import { PageSkeleton } from '../components/skeletons.tsx'
import { WhyNot } from '../components/why-not.tsx'
import { EvaluatePolicy } from '../evaluation/evaluate-policy.tsx'
import { evaluationColumns } from '../evaluation/evaluation-columns.tsx'
import { neighboursOf } from '../policy/neighbours.ts'
import { PolicyFile } from '../policy/policy-file.tsx'
import { PolicyOrigin } from '../policy/policy-origin.tsx'
import { PolicyStanding } from '../policy/policy-standing.tsx'
import { PromotePolicy, ProposePolicy } from '../promotion/promotion-decisions.tsx'
import { namePolicy } from '../words/describe-promotion.ts'
import { countOf } from '../words/quantity.ts'

const evaluationsShown = 12
const lineageHeight = 120

/** One policy: what it is, where it stands in the line of its agent, its scores, and how it was trained. */
export function PolicyPage({ id }: { id: string }): ReactNode {
  const policy = useQuery(policyById(id))
  const hasAll = useSurroundings(policy.data)
  if (policy.isError && policy.data === undefined) {
    return <FailedPage title="Policy" error={policy.error} onRetry={() => void policy.refetch()} />
  }
  if (policy.data === undefined || !hasAll) return <PageSkeleton />
  return (
    <main className="page">
      <PolicyHead policy={policy.data} />
      <PolicyStanding policy={policy.data} />
      <PolicyLine policy={policy.data} />
      <PolicyEvaluations policy={policy.data} />
      <div className="columns">
        <PolicyOrigin policy={policy.data} />
        <PolicyFile policy={policy.data} />
      </div>
    </main>
  )
}

/** Whether all that the page shows about a policy is there to be shown at once. */
function useSurroundings(policy: Policy | undefined): boolean {
  const { id = '', agent = '' } = policy ?? {}
  const enabled = policy !== undefined
  const parts = [
    useQuery({ ...agentByName(agent), enabled }),
    useQuery({ ...promotionsOf(agent), enabled }),
    useQuery({ ...policiesOf(agent), enabled }),
    useQuery({ ...evaluationsOf({ policy: id }), enabled }),
  ]
  return haveSettled(parts)
}

function PolicyHead({ policy }: { policy: Policy }): ReactNode {
  const { agent, environment, isBaseline, algorithm, createdAt } = policy
  return (
    <PageHead
      title={namePolicy(policy)}
      suffix={`for ${environment}`}
      state={isBaseline && <Chip tone="good">baseline</Chip>}
      about={
        <>
          <span>
            agent{' '}
            <Link to="/agents/$name" params={{ name: agent }} className="link">
              {agent}
            </Link>
          </span>
          <span>{algorithm}</span>
          <span>
            made <Ago at={createdAt} />
          </span>
        </>
      }
      actions={<PolicyActions policy={policy} />}
    />
  )
}

function PolicyActions({ policy }: { policy: Policy }): ReactNode {
  const session = useQuery(sessionQuery)
  const agent = useQuery(agentByName(policy.agent))
  const promotions = useQuery(promotionsOf(policy.agent))
  const isProposed = promotions.data?.items.some(
    ({ policyId, state }) => policyId === policy.id && state === 'proposed',
  )
  const baseline = agent.data?.baselinePolicyId ?? null
  const mayEvaluate = may(session.data, 'evaluate')
  return (
    <>
      {baseline !== null && !policy.isBaseline && (
        <Link to="/compare" search={{ policies: `${policy.id},${baseline}` }} className="link">
          Compare with the baseline
        </Link>
      )}
      {mayEvaluate ? <EvaluatePolicy policy={policy} /> : <WhyNot act="evaluate" />}
      {mayEvaluate && !policy.isBaseline && isProposed === false && <ProposePolicy policy={policy} />}
      {!policy.isBaseline &&
        (may(session.data, 'promote') ? <PromotePolicy policy={policy} /> : <WhyNot act="promote" />)}
    </>
  )
}

function PolicyLine({ policy }: { policy: Policy }): ReactNode {
  const policies = useQuery(policiesOf(policy.agent))
  const promotions = useQuery(promotionsOf(policy.agent))
  const line = policies.data?.items ?? []
  const { before, after } = neighboursOf(policy.id, line)
  const isCut = policies.data?.nextCursor != null
  return (
    <ChartPanel
      title={`Versions of ${policy.agent}`}
      aside={
        <>
          {isCut && <span>The newest {countOf(line.length, 'version')}</span>}{' '}
          <Neighbour policy={before} word="Before it" /> <Neighbour policy={after} word="After it" />
        </>
      }
      name={`${policy.agent}-versions`}
      disabled={!policies.isSuccess || !promotions.isSuccess}
      table={() => lineageTable(line, promotions.data?.items ?? [])}
    >
      <Read query={policies} skeleton={<Skeleton height={lineageHeight} />}>
        {({ items }) => (
          <Read query={promotions} skeleton={<Skeleton height={lineageHeight} />}>
            {(decided) => <LineagePicture policies={items} promotions={decided.items} chosen={policy.id} />}
          </Read>
        )}
      </Read>
    </ChartPanel>
  )
}

function Neighbour({ policy, word }: { policy: Policy | undefined; word: string }): ReactNode {
  if (policy === undefined) return null
  return (
    <span>
      {word}:{' '}
      <Link to="/policies/$id" params={{ id: policy.id }} className="link">
        v{policy.version}
      </Link>
    </span>
  )
}

function PolicyEvaluations({ policy }: { policy: Policy }): ReactNode {
  const evaluations = useQuery(evaluationsOf({ policy: policy.id }))
  return (
    <Panel title="Scores" aside="Its evaluations, newest first">
      <Lately
        label="Evaluations of the policy"
        query={evaluations}
        columns={evaluationColumns}
        most={evaluationsShown}
        empty={
          <div className="empty">
            <p>It has not been evaluated yet.</p>
            <Command>{`./tars evaluate ${policy.id} --episodes 100`}</Command>
          </div>
        }
      />
    </Panel>
  )
}
