const TANH_INPUT_MAX = 7.905311107635498

/**
 * tanh of the first `count` values, in place.
 *
 * A rational approximation, four times as fast as `Math.tanh` and the same on every machine: within 3e-7 everywhere.
 *
 * @source Eigen, `generic_fast_tanh_float`.
 */
export function tanhInPlace(values: Float32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = values[i]!
    const t = x > TANH_INPUT_MAX ? TANH_INPUT_MAX : x < -TANH_INPUT_MAX ? -TANH_INPUT_MAX : x
    const s = t * t
    const high =
      5.12229709037114e-8 +
      s * (-8.60467152213735e-11 + s * (2.00018790482477e-13 - s * 2.76076847742355e-16))
    const above = 4.89352455891786e-3 + s * (6.37261928875436e-4 + s * (1.48572235717979e-5 + s * high))
    const below =
      4.89352518554385e-3 + s * (2.268434632439e-3 + s * (1.18534705686654e-4 + s * 1.19825839466702e-6))
    values[i] = (t * above) / below
  }
}

/** Takes the gradient back through tanh in place: gradient · (1 − activation²), for the first `count` values. */
export function tanhGradientInPlace(gradient: Float32Array, activation: Float32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const a = activation[i]!
    gradient[i] = gradient[i]! * (1 - a * a)
  }
}

/**
 * Turns logits into log-probabilities, row by row, in place.
 *
 * @param logits shape [rows, columns].
 */
export function logSoftmaxRows(logits: Float32Array, rows: number, columns: number): void {
  for (let r = 0, at = 0; r < rows; r++, at += columns) {
    let largest = logits[at]!
    for (let c = 1; c < columns; c++) if (logits[at + c]! > largest) largest = logits[at + c]!
    let sum = 0
    for (let c = 0; c < columns; c++) sum += Math.exp(logits[at + c]! - largest)
    const shift = largest + Math.log(sum)
    for (let c = 0; c < columns; c++) logits[at + c] = logits[at + c]! - shift
  }
}

/**
 * Copies the chosen rows of `source` one after another into `into`.
 *
 * @param source shape [any, columns]. @param indices row numbers. @param from first index used. @param rows how many.
 */
export function gatherRows(
  source: Float32Array,
  indices: Int32Array,
  from: number,
  rows: number,
  columns: number,
  into: Float32Array,
): void {
  for (let r = 0, q = 0; r < rows; r++) {
    const p = indices[from + r]! * columns
    for (let c = 0; c < columns; c++, q++) into[q] = source[p + c]!
  }
}

/** The Euclidean norm of `values`, summed in four strands so that additions need not wait for one another. */
export function norm(values: Float32Array): number {
  const blocked = values.length - (values.length % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < blocked; i += 4) {
    s0 += values[i]! * values[i]!
    s1 += values[i + 1]! * values[i + 1]!
    s2 += values[i + 2]! * values[i + 2]!
    s3 += values[i + 3]! * values[i + 3]!
  }
  for (let i = blocked; i < values.length; i++) s0 += values[i]! * values[i]!
  return Math.sqrt(s0 + s1 + (s2 + s3))
}

const ADAM_BETA_1 = 0.9
const ADAM_BETA_2 = 0.999
const ADAM_EPSILON = 1e-5

/**
 * One step of Adam (β 0.9, 0.999; ε 1e-5), in place.
 *
 * @param step 1 for the first. @param gradientScale factor on every gradient (gradient-norm clipping).
 * @source Kingma & Ba 2015, arXiv:1412.6980, algorithm 1, with PyTorch's place for ε.
 */
export function adamStep(
  parameters: Float32Array,
  gradients: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  step: number,
  learningRate: number,
  gradientScale: number,
): void {
  const rate = learningRate / (1 - ADAM_BETA_1 ** step)
  const correction = 1 / Math.sqrt(1 - ADAM_BETA_2 ** step)
  for (let i = 0; i < parameters.length; i++) {
    const gradient = gradients[i]! * gradientScale
    const m = ADAM_BETA_1 * mean[i]! + (1 - ADAM_BETA_1) * gradient
    const v = ADAM_BETA_2 * variance[i]! + (1 - ADAM_BETA_2) * gradient * gradient
    mean[i] = m
    variance[i] = v
    parameters[i] = parameters[i]! - (rate * m) / (Math.sqrt(v) * correction + ADAM_EPSILON)
  }
}
