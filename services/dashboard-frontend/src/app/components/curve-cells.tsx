import { useQuery } from '@tanstack/react-query'
import type { Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { trainingCurve } from '../api/training-queries.ts'
import { sparkPath } from '../charts/spark-path.ts'
import { formatReturn } from '../words/quantity.ts'

const width = 120
const height = 24

/** The learning curve of a training, small enough for a row; nothing while fewer than two returns are known. */
export function CurveLine({ training }: { training: Training }): ReactNode {
  const { data: curve } = useCurve(training)
  const path = curve && sparkPath(curve.returns, width, height)
  if (!path) return null
  const label = `Mean return from ${formatReturn(curve.returns[0])} to ${formatReturn(curve.last)}`
  return (
    <svg className="row-spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={path} />
    </svg>
  )
}

/** The lowest or the best mean return on the way of a training; a dash while none is known. */
export function CurveValue({ training, of }: { training: Training; of: 'min' | 'max' }): ReactNode {
  return formatReturn(useCurve(training).data?.[of])
}

/** A training that waits has no curve yet, so none is asked for. */
function useCurve({ id, progress }: Training) {
  return useQuery({ ...trainingCurve(id), enabled: progress !== null })
}
