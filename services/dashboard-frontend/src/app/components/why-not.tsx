import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api/session-queries.ts'
import { type Act, whyNot } from '../words/permission.ts'

/** Stands where a button would be for those who may: why it is not there. */
export function WhyNot({ act }: { act: Act }): ReactNode {
  const session = useQuery(sessionQuery)
  return <p className="dim why-not">{whyNot(act, session.data)}</p>
}
