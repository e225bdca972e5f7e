import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A page outside of the shell: one card in the middle. */
export function Gate({ children }: { children: ReactNode }): ReactNode {
  return (
    <main className="gate">
      <div className="gate-card">
        <Link to="/" className="wordmark" aria-label="T.A.R.S., overview">
          T.A.R.S.
        </Link>
        {children}
      </div>
    </main>
  )
}
