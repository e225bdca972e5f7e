import { describe, expect, it } from 'vitest'
import { normalQuantile } from './normal.ts'

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.075, -1.4395314709384563],
    [0.001, -3.090232306167813],
    [0.999999, 4.753424308817087],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0470962993612],
  ])('at %d is that of SciPy', (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, 11)
  })

  it.each([0, 1, -0.1, 1.1, Number.NaN])('refuses the probability %d', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(RangeError)
  })
})
