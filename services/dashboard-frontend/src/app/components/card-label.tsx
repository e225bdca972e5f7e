import type { ReactNode } from 'react'
import { Term } from './term.tsx'

/** The name of a value in a table that stands as cards on narrow windows, where its head is not shown; it explains itself. */
export function CardLabel({ children, means }: { children: string; means: string }): ReactNode {
  return (
    <span className="card-label">
      <Term means={means}>{children}</Term>
    </span>
  )
}
