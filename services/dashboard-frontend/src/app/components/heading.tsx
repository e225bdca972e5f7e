import { useDocumentTitle } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import { headingFocus } from './heading-focus.ts'

/** The heading of a page: names the window, and takes the focus when the page comes after another. */
export function Heading({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  const ref = useRef<HTMLHeadingElement>(null)
  useDocumentTitle(`${title} · T.A.R.S.`)
  useEffect(() => {
    if (ref.current !== null) headingFocus.arrive(ref.current, document.activeElement)
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
