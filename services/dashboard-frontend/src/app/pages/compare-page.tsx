import { Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PolicyComparison } from '@tars/contracts'
import type { ReactNode } from 'react'
import { policyComparison } from '../api/comparison-queries.ts'
import { ChoosePolicies } from '../compare/choose-policies.tsx'
import { keepChosen } from '../compare/chosen-only.ts'
import {
  joinPolicies,
  readComparisonSearch,
  type Suite,
  splitPolicies,
  suiteOf,
} from '../compare/comparison-search.ts'
import { ConfigurationDifference } from '../compare/configuration-difference.tsx'
import { EnvironmentComparison } from '../compare/environment-comparison.tsx'
import { namePolicies } from '../compare/named-policy.ts'
import { Empty } from '../components/empty.tsx'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { countOf } from '../words/quantity.ts'

/** Policies side by side on one suite, environment by environment. */
export function ComparePage(): ReactNode {
  const search = useSearch({ from: '/shell/compare' })
  const navigate = useNavigate({ from: '/compare' })
  const ids = splitPolicies(search.policies)
  const suite = suiteOf(search)
  const comparison = useQuery({
    ...policyComparison(ids, suite),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  })
  const choose = (policies: readonly string[]) =>
    void navigate({ search: { ...search, policies: joinPolicies(policies) }, resetScroll: false })
  const change = (next: Suite) =>
    void navigate({
      search: readComparisonSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  return (
    <main className="page">
      <PageHead
        title="Compare"
        about={
          <span>
            {countOf(suite.episodes, 'episode')} each, suite seed {suite.seed}, {suite.mode}
          </span>
        }
      />
      <Panel title="Policies and suite">
        <ChoosePolicies ids={ids} suite={suite} onPolicies={choose} onSuite={change} />
      </Panel>
      {ids.length === 0 && (
        <Empty command="./tars compare POLICY POLICY">
          Choose two or more policies: they are compared by their latest evaluations of one suite, on the same
          episodes from the same seeds.
        </Empty>
      )}
      {comparison.isError && <Failure error={comparison.error} onRetry={() => void comparison.refetch()} />}
      {comparison.isPending && ids.length > 0 && <Skeleton height={420} />}
      {comparison.data !== undefined && ids.length > 0 && (
        // What is about the choice before this one is not to be acted on.
        <div
          className="stack"
          inert={comparison.isPlaceholderData}
          data-settling={comparison.isPlaceholderData || undefined}
        >
          <Compared comparison={keepChosen(comparison.data, ids)} ids={ids} />
        </div>
      )}
    </main>
  )
}

function Compared({ comparison, ids }: { comparison: PolicyComparison; ids: readonly string[] }): ReactNode {
  const { environments, suite, configuration } = comparison
  const all = environments.flatMap(({ policies }) => policies)
  return (
    <>
      {environments.map((compared) => (
        <EnvironmentComparison
          key={compared.environment}
          compared={compared}
          policies={namePolicies(compared.policies, ids)}
          suite={suite}
        />
      ))}
      <ConfigurationDifference configuration={configuration} policies={namePolicies(all, ids)} />
    </>
  )
}
