import { shapeSchema } from '@tars/contracts'
import { findEnvironment } from '@tars/reinforcement'
import { expect, it } from 'vitest'
import { toFrame } from './frame.ts'

it('draws a state in the shapes of the API, back to front, to hundredths', () => {
  const drawing = findEnvironment('CartPole-v1')?.draw([0.12345, 0, 0.1, 0])
  const frame = toFrame(drawing as NonNullable<typeof drawing>)
  expect(frame.map((shape) => shapeSchema.parse(shape).role)).toEqual(['track', 'cart', 'pole', 'axle'])
  expect(frame[3]).toEqual({ kind: 'circle', role: 'axle', x: 315.43, y: 292.5, radius: 5 })
})
