import { type ReactNode, useId } from 'react'

/** A titled part of a page. */
export function Panel(given: { title: ReactNode; aside?: ReactNode; children: ReactNode }): ReactNode {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{given.title}</h2>
        {given.aside !== undefined && <span className="light">{given.aside}</span>}
      </div>
      {given.children}
    </section>
  )
}
