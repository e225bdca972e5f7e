import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

/** A statistic's name that explains itself on hover and on focus. */
export function Term({ children, means }: { children: ReactNode; means: string }): ReactNode {
  return (
    <Tooltip label={means} multiline w={280} withArrow events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard */}
      <span className="term" tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  )
}
