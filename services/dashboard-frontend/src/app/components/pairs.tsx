import type { ReactNode } from 'react'
import { Term } from './term.tsx'

/** A name, what belongs to it, and what the name means where it has to be said. */
export type Pair = readonly [name: string, value: ReactNode, means?: string]

/** Names with what belongs to each, in two columns. */
export function Pairs({ pairs }: { pairs: readonly Pair[] }): ReactNode {
  return (
    <dl className="pairs">
      {pairs.map(([name, value, means]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{means === undefined ? name : <Term means={means}>{name}</Term>}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
