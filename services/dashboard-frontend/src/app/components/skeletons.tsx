import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'

/** The rows of a list before they are there. */
export function RowSkeletons({ rows = 8 }: { rows?: number }): ReactNode {
  return (
    <div className="stack" aria-busy="true">
      <span className="hidden">Loading</span>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a placeholder have no identity
        <Skeleton key={i} height={18} width={`${92 - ((i * 17) % 23)}%`} />
      ))}
    </div>
  )
}

/** A page before its content is there, in the layout that it will have. */
export function PageSkeleton(): ReactNode {
  return (
    <main className="page" aria-busy="true">
      <span className="hidden">Loading</span>
      <Skeleton height={28} width="16rem" />
      <Skeleton height={88} />
      <Skeleton height={300} />
    </main>
  )
}
