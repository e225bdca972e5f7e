import { describe, expect, it } from 'vitest'
import { drawCartPole } from './cart-pole-drawing.ts'

describe("CartPole's picture", () => {
  it('stands upright in the middle at rest', () => {
    const { width, height, shapes } = drawCartPole([0, 0, 0, 0])
    expect([width, height]).toEqual([600, 400])
    expect(shapes.map((shape) => shape.role)).toEqual(['track', 'cart', 'pole', 'axle'])
    expect(shapes[1]).toMatchObject({ x: 275, width: 50 })
    // One metre is 125 pixels; the axle sits a quarter of the cart's height above the track.
    expect(shapes[2]).toMatchObject({ x1: 300, y1: 292.5, x2: 300, y2: 167.5 })
  })

  it('moves right with the cart and leans right with the pole', () => {
    const { shapes } = drawCartPole([1, 0, Math.PI / 2, 0])
    expect(shapes[3]).toMatchObject({ kind: 'circle', x: 425, y: 292.5 })
    const pole = shapes[2] as { x2: number; y2: number }
    expect(pole.x2).toBeCloseTo(550, 9)
    expect(pole.y2).toBeCloseTo(292.5, 9)
  })
})
