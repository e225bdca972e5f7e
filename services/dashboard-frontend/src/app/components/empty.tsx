import type { ReactNode } from 'react'
import { Command } from './command.tsx'

/** What stands where nothing is yet: why, and the command that changes it. */
export function Empty(given: { children: ReactNode; command?: string; action?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p>{given.children}</p>
      {given.action}
      {given.command !== undefined && (
        <>
          <p className="dim">
            {given.action === undefined ? 'On the command line:' : 'On the command line the same is'}
          </p>
          <Command>{given.command}</Command>
        </>
      )}
    </div>
  )
}
