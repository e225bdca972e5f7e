import type { ReactNode } from 'react'

/** Numbers side by side, each under its name. */
export function Facts({ children }: { children: ReactNode }): ReactNode {
  return <dl className="facts">{children}</dl>
}

/** One number with its name and, small, what belongs to it. */
export function Fact(given: { name: ReactNode; children: ReactNode; of?: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{given.name}</dt>
      <dd>
        {given.children} {given.of !== undefined && <small>{given.of}</small>}
      </dd>
    </div>
  )
}
