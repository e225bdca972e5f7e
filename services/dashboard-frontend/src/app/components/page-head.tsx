import type { ReactNode } from 'react'
import { Heading } from './heading.tsx'

/** The head of a page: its name, its state, what it is about, and what can be done. */
export function PageHead(given: {
  title: string
  suffix?: ReactNode
  state?: ReactNode
  about?: ReactNode
  actions?: ReactNode
}): ReactNode {
  return (
    <header className="page-head">
      <div>
        <div className="title-line">
          <Heading title={given.title}>
            {given.title} {given.suffix !== undefined && <span className="light">{given.suffix}</span>}
          </Heading>
          {given.state}
        </div>
        {given.about !== undefined && <div className="about">{given.about}</div>}
      </div>
      {given.actions !== undefined && <div className="actions">{given.actions}</div>}
    </header>
  )
}
