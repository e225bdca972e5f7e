import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { denseBiasGradient, denseForward, denseInputGradient, denseWeightGradient } from './dense.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'

/** Sizes on both sides of the blocks of four, one included. */
const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 13 }),
  inputs: fc.integer({ min: 1, max: 13 }),
  outputs: fc.integer({ min: 1, max: 13 }),
  seed: fc.nat(),
})

function drawer(seed: number) {
  const random = createRandomStream(createSeedSequence(seed))
  return (length: number) => Float32Array.from({ length }, () => random.normal())
}

/** The matrix product by definition: sum over k of left(i, k) · right(k, j). */
function product(
  rows: number,
  columns: number,
  terms: number,
  left: (i: number, k: number) => number,
  right: (k: number, j: number) => number,
): number[] {
  return Array.from({ length: rows * columns }, (_, index) => {
    let sum = 0
    for (let k = 0; k < terms; k++) sum += left(Math.floor(index / columns), k) * right(k, index % columns)
    return sum
  })
}

function expectClose(actual: Float32Array, expected: number[]) {
  expect(actual).toHaveLength(expected.length)
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(value)))
  })
}

describe('the dense kernels', () => {
  it('compute input · weights + bias', () => {
    fc.assert(
      fc.property(sizes, ({ rows, inputs, outputs, seed }) => {
        const draw = drawer(seed)
        const [x, w, b] = [draw(rows * inputs), draw(inputs * outputs), draw(outputs)]
        const y = new Float32Array(rows * outputs).fill(Number.NaN)
        denseForward(x, w, b, y, rows, inputs, outputs)
        const sums = product(
          rows,
          outputs,
          inputs,
          (i, k) => x[i * inputs + k]!,
          (k, j) => w[k * outputs + j]!,
        )
        expectClose(
          y,
          sums.map((sum, index) => sum + b[index % outputs]!),
        )
      }),
    )
  })

  it('compute the weights’ gradient inputᵀ · outputGradient', () => {
    fc.assert(
      fc.property(sizes, ({ rows, inputs, outputs, seed }) => {
        const draw = drawer(seed)
        const [x, dy] = [draw(rows * inputs), draw(rows * outputs)]
        const dw = new Float32Array(inputs * outputs).fill(Number.NaN)
        denseWeightGradient(x, dy, dw, rows, inputs, outputs)
        expectClose(
          dw,
          product(
            inputs,
            outputs,
            rows,
            (i, k) => x[k * inputs + i]!,
            (k, j) => dy[k * outputs + j]!,
          ),
        )
      }),
    )
  })

  it('compute the input’s gradient outputGradient · weightsᵀ', () => {
    fc.assert(
      fc.property(sizes, ({ rows, inputs, outputs, seed }) => {
        const draw = drawer(seed)
        const [dy, w] = [draw(rows * outputs), draw(inputs * outputs)]
        const dx = new Float32Array(rows * inputs).fill(Number.NaN)
        denseInputGradient(dy, w, dx, rows, inputs, outputs)
        expectClose(
          dx,
          product(
            rows,
            inputs,
            outputs,
            (i, k) => dy[i * outputs + k]!,
            (k, j) => w[j * outputs + k]!,
          ),
        )
      }),
    )
  })

  it('compute the bias’s gradient as column sums', () => {
    const sums = new Float32Array(3)
    denseBiasGradient(Float32Array.of(1, 2, 3, 10, 20, 30), sums, 2, 3)
    expect([...sums]).toEqual([11, 22, 33])
  })
})
