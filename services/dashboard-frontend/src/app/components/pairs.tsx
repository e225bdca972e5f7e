import type { ReactNode } from 'react'

/** Names with what belongs to each, in two columns. */
export function Pairs({
  pairs,
}: {
  pairs: readonly (readonly [name: string, value: ReactNode])[]
}): ReactNode {
  return (
    <dl className="pairs">
      {pairs.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
