import type { PolicyComparison } from '@tars/contracts'
import { type ReactNode, useState } from 'react'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Chip } from '../components/chip.tsx'
import { Panel } from '../components/panel.tsx'
import { definitions } from '../words/definition.ts'
import type { Suite } from './comparison-search.ts'
import { intervalTable, profileTable } from './export-tables.ts'
import { IntervalPlot } from './interval-plot.tsx'
import { MissingEvaluation } from './missing-evaluation.tsx'
import type { NamedPolicy } from './named-policy.ts'
import { PairTable } from './pair-table.tsx'
import { ProfilePlot } from './profile-plot.tsx'

/** The policies of one environment side by side: first in words, then as intervals and as profiles. */
export function EnvironmentComparison(given: {
  compared: PolicyComparison['environments'][number]
  policies: readonly NamedPolicy[]
  suite: Suite
}): ReactNode {
  const { compared, policies, suite } = given
  const [lifted, setLifted] = useState<string | null>(null)
  const measured = policies.filter(({ evaluationId }) => evaluationId !== null)
  const missing = policies.filter(({ evaluationId }) => evaluationId === null)
  const name = compared.environment
  return (
    <div className="stack">
      <Panel title={name} aside={describeMeasured(measured.length, policies.length)}>
        {compared.pairs.length > 0 && <PairTable pairs={compared.pairs} policies={policies} />}
        {compared.pairs.length === 0 && (
          <p className="dim">
            {policies.length < 2
              ? 'Choose another policy of this environment to compare it with.'
              : 'Two policies that are evaluated on this suite can be compared.'}
          </p>
        )}
        {missing.length > 0 && (
          <ul className="row-list missing">
            {missing.map((policy) => (
              <MissingEvaluation
                key={`${policy.policyId} ${suite.episodes} ${suite.seed} ${suite.mode}`}
                policy={policy}
                suite={suite}
              />
            ))}
          </ul>
        )}
      </Panel>
      {measured.length > 0 && (
        <>
          <PolicyKey policies={measured} lifted={lifted} onLift={setLifted} />
          <div className="columns">
            <ChartPanel
              title="Interquartile mean of the return"
              means={definitions.iqmDrawn}
              name={`${name}-intervals`}
              table={() => intervalTable(measured)}
            >
              <IntervalPlot policies={measured} solvedAt={compared.solvedAt} lifted={lifted} />
            </ChartPanel>
            <ChartPanel
              title="Performance profiles"
              means={definitions.profile}
              name={`${name}-profiles`}
              table={() => profileTable(measured, compared.thresholds)}
            >
              <ProfilePlot policies={measured} thresholds={compared.thresholds} lifted={lifted} />
            </ChartPanel>
          </div>
        </>
      )}
    </div>
  )
}

/** Which letter is which policy; the one that is pointed at stands out in every picture. */
function PolicyKey(given: {
  policies: readonly NamedPolicy[]
  lifted: string | null
  onLift: (policyId: string | null) => void
}): ReactNode {
  return (
    <ul className="policy-key" aria-label="Policies in the pictures">
      {given.policies.map(({ policyId, name, mark, isBaseline }) => (
        <li key={policyId}>
          <button
            type="button"
            aria-pressed={policyId === given.lifted}
            onClick={() => given.onLift(policyId === given.lifted ? null : policyId)}
          >
            <svg viewBox="0 0 36 10" aria-hidden="true">
              <line x1={0} x2={36} y1={5} y2={5} strokeDasharray={mark.dashes} />
            </svg>
            <strong>{mark.letter}</strong> {name}
          </button>
          {isBaseline && <Chip tone="good">baseline</Chip>}
        </li>
      ))}
    </ul>
  )
}

function describeMeasured(measured: number, all: number): string {
  return measured === all
    ? 'All are evaluated on this suite'
    : `${measured} of ${all} are evaluated on this suite`
}
