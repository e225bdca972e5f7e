import type { MouseEvent, ReactNode } from 'react'

/** The id of the place that holds the page itself. */
export const contentId = 'content'

/** The first stop of the keyboard: past the navigation, into the page. */
export function SkipLink(): ReactNode {
  const skip = (event: MouseEvent) => {
    // The address stays what it was: it is what people share.
    event.preventDefault()
    document.getElementById(contentId)?.focus()
  }
  return (
    <a href={`#${contentId}`} className="skip" onClick={skip}>
      Skip to the content
    </a>
  )
}
