import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Agent } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationsOf } from '../api/evaluation-queries.ts'
import { haveSettled } from '../api/have-settled.ts'
import { agentByName, policiesOf, promotionsOf } from '../api/policy-queries.ts'
import { lineageTable } from '../charts/export-tables.ts'
import { LineagePicture } from '../charts/lineage-picture.tsx'
import { Ago } from '../components/ago.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Chip } from '../components/chip.tsx'
import { FailedPage } from '../components/failed-page.tsx'
import { Lately } from '../components/lately.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { PageSkeleton } from '../components/skeletons.tsx'
import { evaluationColumns } from '../evaluation/evaluation-columns.tsx'
import { policyColumns } from '../policy/policy-columns.tsx'
import { AgentBaseline } from '../promotion/agent-baseline.tsx'
import { ApprovalSetting } from '../promotion/approval-setting.tsx'
import { OpenProposals } from '../promotion/open-proposals.tsx'
import { PromotionTimeline } from '../promotion/promotion-timeline.tsx'
import { countOf } from '../words/quantity.ts'

const entriesShown = 8

/** One agent: its baseline and why it is that, what waits for a decision, and everything it was before. */
export function AgentPage({ name }: { name: string }): ReactNode {
  const agent = useQuery(agentByName(name))
  const promotions = useQuery(promotionsOf(name))
  const parts = [promotions, useQuery(policiesOf(name)), useQuery(evaluationsOf({ agent: name }))]
  if (agent.isPending || (agent.data !== undefined && !haveSettled(parts))) return <PageSkeleton />
  if (agent.data === undefined) {
    return <FailedPage title="Agent" error={agent.error} onRetry={() => void agent.refetch()} />
  }
  return (
    <main className="page">
      <AgentHead agent={agent.data} />
      <AgentBaseline agent={agent.data} promotions={promotions.data?.items} />
      <div className="columns">
        <div className="stack">
          <OpenProposals promotions={promotions} />
          <ApprovalSetting agent={agent.data} />
        </div>
        <PromotionTimeline agent={agent.data} promotions={promotions} />
      </div>
      <AgentPolicies agent={agent.data} />
      <AgentEvaluations agent={agent.data} />
    </main>
  )
}

function AgentHead({ agent }: { agent: Agent }): ReactNode {
  const { name, environment, baselineVersion, policies, createdAt } = agent
  return (
    <PageHead
      title={name}
      suffix={`for ${environment}`}
      state={
        baselineVersion === null ? (
          <Chip tone="nothing">no baseline yet</Chip>
        ) : (
          <Chip tone="good">v{baselineVersion} is the baseline</Chip>
        )
      }
      about={
        <>
          <span>{countOf(policies, 'policy', 'policies')}</span>
          <span>
            since <Ago at={createdAt} />
          </span>
        </>
      }
    />
  )
}

function AgentPolicies({ agent }: { agent: Agent }): ReactNode {
  const { name } = agent
  const policies = useQuery(policiesOf(name))
  const promotions = useQuery(promotionsOf(name))
  const line = policies.data?.items ?? []
  const decided = promotions.data?.items
  return (
    <>
      {line.length > 1 && decided && (
        <ChartPanel title="Versions" name={`${name}-versions`} table={() => lineageTable(line, decided)}>
          <LineagePicture policies={line} promotions={decided} />
        </ChartPanel>
      )}
      <Panel
        title="Policies"
        aside={
          <Link to="/policies" search={{ agent: name }} className="link">
            All of them
          </Link>
        }
      >
        <Lately
          label="Policies of the agent"
          query={policies}
          columns={policyColumns}
          most={entriesShown}
          empty={<p className="dim">No training of it has completed yet; each gives a policy.</p>}
        />
      </Panel>
    </>
  )
}

function AgentEvaluations({ agent }: { agent: Agent }): ReactNode {
  const { name } = agent
  return (
    <Panel
      title="Latest evaluations"
      aside={
        <Link to="/evaluations" search={{ agent: name }} className="link">
          All of them
        </Link>
      }
    >
      <Lately
        label="Evaluations of the agent"
        query={useQuery(evaluationsOf({ agent: name }))}
        columns={evaluationColumns}
        most={entriesShown}
        empty={<p className="dim">None of its policies has been evaluated yet.</p>}
      />
    </Panel>
  )
}
