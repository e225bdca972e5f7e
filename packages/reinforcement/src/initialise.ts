import type { DenseLayer, NetworkShape } from './network.ts'
import type { RandomStream } from './random-stream.ts'

const HIDDEN_GAIN = Math.SQRT2
const POLICY_HEAD_GAIN = 0.01
const VALUE_HEAD_GAIN = 1

/**
 * Fills `parameters` with PPO's start: orthogonal weights of gain √2, heads 0.01 (policy) and 1 (value), biases zero.
 *
 * @source Saxe et al. 2014, arXiv:1312.6120; gains after Huang et al. 2022, "The 37 implementation details of PPO".
 */
export function initialise(network: NetworkShape, parameters: Float32Array, random: RandomStream): void {
  parameters.fill(0)
  initialiseTower(network.policy, POLICY_HEAD_GAIN, parameters, random)
  initialiseTower(network.value, VALUE_HEAD_GAIN, parameters, random)
}

function initialiseTower(
  layers: readonly DenseLayer[],
  headGain: number,
  parameters: Float32Array,
  random: RandomStream,
): void {
  layers.forEach(({ inputs, outputs, weightsAt }, index) => {
    const matrix = orthogonalMatrix(inputs, outputs, random)
    const gain = index === layers.length - 1 ? headGain : HIDDEN_GAIN
    for (let i = 0; i < matrix.length; i++) parameters[weightsAt + i] = gain * matrix[i]!
  })
}

/**
 * A random matrix whose rows (or columns, whichever are fewer) are orthonormal; shape [rows, columns].
 *
 * Gram–Schmidt on Gaussian vectors, each passed twice so that rounding leaves them orthogonal to 1e-15.
 */
export function orthogonalMatrix(rows: number, columns: number, random: RandomStream): Float64Array {
  const wide = rows <= columns
  const count = wide ? rows : columns
  const length = wide ? columns : rows
  const vectors = new Float64Array(count * length)
  for (let v = 0; v < count; v++) {
    const vector = vectors.subarray(v * length, (v + 1) * length)
    for (let i = 0; i < length; i++) vector[i] = random.normal()
    for (let pass = 0; pass < 2; pass++) {
      for (let u = 0; u < v; u++) subtractProjection(vector, vectors.subarray(u * length, (u + 1) * length))
    }
    const scale = 1 / Math.sqrt(dot(vector, vector))
    for (let i = 0; i < length; i++) vector[i] = vector[i]! * scale
  }
  if (wide) return vectors
  return vectors.map((_, i) => vectors[(i % columns) * length + Math.floor(i / columns)]!)
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit)
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - share * unit[i]!
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
