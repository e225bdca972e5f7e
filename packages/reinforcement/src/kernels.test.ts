import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adamStep, gatherRows, logSoftmaxRows, norm, tanhGradientInPlace, tanhInPlace } from './kernels.ts'

const float = fc.float({ min: -30, max: 30, noNaN: true })

describe('the elementwise kernels', () => {
  it('give tanh within 3e-7, odd and never beyond one', () => {
    for (let x = -12; x <= 12; x += 0.0037) {
      const pair = Float32Array.of(x, -x)
      tanhInPlace(pair, 2)
      expect(Math.abs(pair[0]! - Math.tanh(Math.fround(x)))).toBeLessThan(3e-7)
      expect(pair[1]).toBe(-pair[0]!)
      expect(Math.abs(pair[0]!)).toBeLessThanOrEqual(1)
    }
  })

  it('touch no more than the count asked for', () => {
    const values = Float32Array.of(1, 1)
    tanhInPlace(values, 1)
    expect(values[1]).toBe(1)
    const gradient = Float32Array.of(2, 2)
    tanhGradientInPlace(gradient, Float32Array.of(0.5, 0.5), 1)
    // 2 · (1 − 0.25)
    expect([...gradient]).toEqual([1.5, 2])
  })

  it('turn rows of logits into log-probabilities that sum to one, however large', () => {
    fc.assert(
      fc.property(
        fc.array(float, { minLength: 6, maxLength: 6 }),
        fc.constantFrom(0, 1e4, -1e4),
        (row, shift) => {
          const logits = Float32Array.from(row, (value) => value + shift)
          const before = logits.slice()
          logSoftmaxRows(logits, 2, 3)
          for (const at of [0, 3]) {
            const probabilities = [0, 1, 2].map((c) => Math.exp(logits[at + c]!))
            expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
            expect(logits[at]! - logits[at + 1]!).toBeCloseTo(before[at]! - before[at + 1]!, 2)
          }
        },
      ),
    )
  })

  it('gather rows in the order of the indices', () => {
    const into = new Float32Array(4)
    gatherRows(Float32Array.of(0, 1, 10, 11, 20, 21), Int32Array.of(1, 2, 0), 1, 2, 2, into)
    expect([...into]).toEqual([20, 21, 0, 1])
  })

  it('give the Euclidean norm of any length', () => {
    fc.assert(
      fc.property(fc.array(float, { maxLength: 11 }), (values) => {
        expect(norm(Float32Array.from(values))).toBeCloseTo(Math.hypot(...values.map(Math.fround)), 4)
      }),
    )
  })
})

describe('Adam', () => {
  it('moves by the learning rate in the first step, whatever the gradient', () => {
    const parameters = Float32Array.of(1, 1)
    adamStep(parameters, Float32Array.of(5, -0.1), new Float32Array(2), new Float32Array(2), 1, 0.01, 1)
    expect(parameters[0]).toBeCloseTo(0.99, 5)
    expect(parameters[1]).toBeCloseTo(1.01, 5)
  })

  it('follows the published recurrence over several steps, with scaled gradients', () => {
    const [parameters, mean, variance] = [Float32Array.of(0.5), new Float32Array(1), new Float32Array(1)]
    let [p, m, v] = [0.5, 0, 0]
    for (let step = 1; step <= 5; step++) {
      const gradient = Math.cos(step)
      adamStep(parameters, Float32Array.of(gradient), mean, variance, step, 0.1, 0.25)
      const g = gradient * 0.25
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      p -= (0.1 * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-5)
      expect(parameters[0]).toBeCloseTo(p, 5)
    }
  })
})
