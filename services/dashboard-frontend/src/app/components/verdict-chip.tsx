import type { Verdict } from '@tars/contracts'
import type { ReactNode } from 'react'
import { verdictMeanings, verdictTones } from '../words/tone.ts'
import { Chip } from './chip.tsx'
import { Term } from './term.tsx'

/** A verdict that explains itself on hover and on focus. */
export function VerdictChip({ verdict }: { verdict: Verdict }): ReactNode {
  return (
    <Term means={verdictMeanings[verdict]}>
      <Chip tone={verdictTones[verdict]}>{verdict}</Chip>
    </Term>
  )
}
