import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Heading } from '../components/heading.tsx'

/** What stands at an address of nothing. */
export function NotFoundPage(): ReactNode {
  return (
    <div className="stack">
      <Heading title="Not found" />
      <p>There is nothing at this address. It may have been mistyped, or belong to another version.</p>
      <p>
        <Link to="/" className="link">
          Go to the overview
        </Link>
      </p>
    </div>
  )
}
