import type { Shape } from '@tars/contracts'
import type { ReactNode } from 'react'

/** One shape of an environment's drawing; its colour follows its role. */
export function ShapePicture({ shape }: { shape: Shape }): ReactNode {
  const className = `shape-${shape.role}`
  switch (shape.kind) {
    case 'line':
      return (
        <line
          className={className}
          x1={shape.x1}
          y1={shape.y1}
          x2={shape.x2}
          y2={shape.y2}
          strokeWidth={shape.width}
          strokeLinecap="round"
        />
      )
    case 'rectangle':
      return (
        <rect
          className={className}
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          rx={shape.radius}
        />
      )
    case 'circle':
      return <circle className={className} cx={shape.x} cy={shape.y} r={shape.radius} />
  }
}
