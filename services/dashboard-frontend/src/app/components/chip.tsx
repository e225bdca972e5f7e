import type { ReactNode } from 'react'
import { type Tone, toneMarks } from '../words/tone.ts'

/** A state in words with its colour and its mark. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  return (
    <span className={`chip tone-${tone}`}>
      <span className="mark" aria-hidden="true">
        {toneMarks[tone]}
      </span>
      {children}
    </span>
  )
}
