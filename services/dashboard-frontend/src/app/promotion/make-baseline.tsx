import { useQuery } from '@tanstack/react-query'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { policyById } from '../api/policy-queries.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Chip } from '../components/chip.tsx'
import { Read } from '../components/read.tsx'
import { WhyNot } from '../components/why-not.tsx'
import { PromotePolicy } from './promotion-decisions.tsx'

/** Makes the evaluated policy its agent's baseline, after asking; says so where it is already, or who may. */
export function MakeBaseline({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const session = useQuery(sessionQuery)
  const policy = useQuery(policyById(evaluation.policyId))
  return (
    <Read query={policy} skeleton={null}>
      {(known) => {
        if (known.isBaseline) return <Chip tone="good">This is the baseline</Chip>
        if (!may(session.data, 'promote')) return <WhyNot act="promote" />
        return <PromotePolicy policy={known} isUrged={evaluation.verdict === 'improved'} />
      }}
    </Read>
  )
}
