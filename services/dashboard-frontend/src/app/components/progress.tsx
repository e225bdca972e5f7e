import type { ReactNode } from 'react'

/** How much of something is done; `ratio` 0–1. */
export function Progress({ ratio, label }: { ratio: number; label: string }): ReactNode {
  const percent = Math.round(ratio * 100)
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div style={{ width: `${ratio * 100}%` }} />
    </div>
  )
}
