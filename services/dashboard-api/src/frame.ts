import type { Shape } from '@tars/contracts'
import type { Drawing } from '@tars/reinforcement'

/** A drawing as the API carries it: one frame of a replay, its measures rounded to hundredths. */
export function toFrame({ shapes }: Drawing): Shape[] {
  return shapes.map(toShape)
}

function toShape(shape: Drawing['shapes'][number]): Shape {
  const { kind, role } = shape
  if (kind === 'circle')
    return { kind, role, x: round(shape.x), y: round(shape.y), radius: round(shape.radius) }
  if (kind === 'rectangle') {
    const size = { width: round(shape.width), height: round(shape.height) }
    return { kind, role, x: round(shape.x), y: round(shape.y), ...size, radius: 0 }
  }
  const [x1, y1, x2, y2] = [round(shape.x1), round(shape.y1), round(shape.x2), round(shape.y2)]
  return { kind, role, x1, y1, x2, y2, width: round(shape.thickness) }
}

function round(measure: number): number {
  return Math.round(measure * 100) / 100
}
