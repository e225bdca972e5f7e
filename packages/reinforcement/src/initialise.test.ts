import { describe, expect, it } from 'vitest'
import { initialise, orthogonalMatrix } from './initialise.ts'
import { type DenseLayer, describeNetwork } from './network.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'

const stream = () => createRandomStream(createSeedSequence(4))

describe('orthogonal initialisation', () => {
  it.each([
    [3, 7],
    [7, 3],
    [5, 5],
    [4, 1],
  ])('makes the shorter side of a %i × %i matrix orthonormal', (rows, columns) => {
    const matrix = orthogonalMatrix(rows, columns, stream())
    const at = (r: number, c: number) => matrix[r * columns + c]!
    const [count, length] = rows <= columns ? [rows, columns] : [columns, rows]
    const entry = rows <= columns ? at : (v: number, i: number) => at(i, v)
    for (let u = 0; u < count; u++) {
      for (let v = 0; v < count; v++) {
        let sum = 0
        for (let i = 0; i < length; i++) sum += entry(u, i) * entry(v, i)
        expect(sum).toBeCloseTo(u === v ? 1 : 0, 12)
      }
    }
  })

  it('gives hidden layers gain √2, the policy head 0.01, the value head 1, and zero biases', () => {
    const network = describeNetwork(4, 2, [8, 8])
    const parameters = new Float32Array(network.parameterCount).fill(9)
    initialise(network, parameters, stream())
    const gain = ({ inputs, outputs, weightsAt, biasAt }: DenseLayer) =>
      Math.sqrt(
        parameters.subarray(weightsAt, biasAt).reduce((sum, w) => sum + w * w, 0) / Math.min(inputs, outputs),
      )
    const gains = [...network.policy, ...network.value].map(gain)
    const expected = [Math.SQRT2, Math.SQRT2, 0.01, Math.SQRT2, Math.SQRT2, 1]
    gains.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 6)
    })
    for (const { biasAt, outputs } of [...network.policy, ...network.value]) {
      expect(parameters.subarray(biasAt, biasAt + outputs).every((bias) => bias === 0)).toBe(true)
    }
  })
})
