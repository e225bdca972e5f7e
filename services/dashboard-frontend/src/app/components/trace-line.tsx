import type { ReactNode } from 'react'
import { Copy } from './command.tsx'

/** The trace of what failed, with the command that follows it; nothing where there is none. */
export function TraceLine({ id }: { id: string | null }): ReactNode {
  if (id === null) return null
  return (
    <p className="dim">
      Trace <code className="code">{id}</code> <Copy text={`./tars trace ${id}`} label="Copy the command" />
    </p>
  )
}
