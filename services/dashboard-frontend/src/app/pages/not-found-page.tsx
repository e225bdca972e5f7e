import { useDocumentTitle } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** What stands at an address of nothing. */
export function NotFoundPage(): ReactNode {
  useDocumentTitle('Not found · T.A.R.S.')
  return (
    <div className="stack">
      <h1>Not found</h1>
      <p>There is nothing at this address. It may have been mistyped, or belong to another version.</p>
      <p>
        <Link to="/" className="link">
          Go to the overview
        </Link>
      </p>
    </div>
  )
}
