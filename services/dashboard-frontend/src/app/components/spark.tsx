import type { ReactNode } from 'react'
import { sparkPath } from '../charts/spark-path.ts'

/** A small line of values with what it shows and its last value; below two values nothing, or its place kept for it. */
export function Spark(given: {
  values: readonly (number | null)[]
  label: string
  last: string
  keepPlace?: boolean
}): ReactNode {
  const path = sparkPath(given.values, 240, 36)
  if (path === undefined && !given.keepPlace) return null
  return (
    <div className="spark">
      <svg viewBox="0 0 240 36" preserveAspectRatio="none" aria-hidden="true">
        {path !== undefined && <path d={path} />}
      </svg>
      <div className="spark-label">
        <span>{given.label}</span>
        <span>{given.last}</span>
      </div>
    </div>
  )
}
