/**
 * The arithmetic of training: plain loops on flat arrays, blocked 4 × 4 so that every number loaded is used four
 * times. Sums run in float64 in a fixed order, results are stored as float32; nothing is allocated.
 */

const BLOCK = 4

/**
 * A dense layer: output = input · weights + bias.
 *
 * @param input shape [rows, inputs]. @param weights shape [inputs, outputs]. @param output shape [rows, outputs].
 */
export function denseForward(
  input: Float32Array,
  weights: Float32Array,
  bias: Float32Array,
  output: Float32Array,
  rows: number,
  inputs: number,
  outputs: number,
): void {
  const blockedRows = rows - (rows % BLOCK)
  const blockedOutputs = outputs - (outputs % BLOCK)
  // biome-ignore format: a block reads as a matrix
  for (let r = 0; r < blockedRows; r += BLOCK) {
    const p0 = r * inputs, p1 = p0 + inputs, p2 = p1 + inputs, p3 = p2 + inputs
    for (let c = 0; c < blockedOutputs; c += BLOCK) {
      let a00 = 0, a01 = 0, a02 = 0, a03 = 0
      let a10 = 0, a11 = 0, a12 = 0, a13 = 0
      let a20 = 0, a21 = 0, a22 = 0, a23 = 0
      let a30 = 0, a31 = 0, a32 = 0, a33 = 0
      for (let k = 0, q = c; k < inputs; k++, q += outputs) {
        const w0 = weights[q]!, w1 = weights[q + 1]!, w2 = weights[q + 2]!, w3 = weights[q + 3]!
        const x0 = input[p0 + k]!, x1 = input[p1 + k]!, x2 = input[p2 + k]!, x3 = input[p3 + k]!
        a00 += x0 * w0; a01 += x0 * w1; a02 += x0 * w2; a03 += x0 * w3
        a10 += x1 * w0; a11 += x1 * w1; a12 += x1 * w2; a13 += x1 * w3
        a20 += x2 * w0; a21 += x2 * w1; a22 += x2 * w2; a23 += x2 * w3
        a30 += x3 * w0; a31 += x3 * w1; a32 += x3 * w2; a33 += x3 * w3
      }
      const b0 = bias[c]!, b1 = bias[c + 1]!, b2 = bias[c + 2]!, b3 = bias[c + 3]!
      const y0 = r * outputs + c, y1 = y0 + outputs, y2 = y1 + outputs, y3 = y2 + outputs
      output[y0] = a00 + b0; output[y0 + 1] = a01 + b1; output[y0 + 2] = a02 + b2; output[y0 + 3] = a03 + b3
      output[y1] = a10 + b0; output[y1 + 1] = a11 + b1; output[y1 + 2] = a12 + b2; output[y1 + 3] = a13 + b3
      output[y2] = a20 + b0; output[y2 + 1] = a21 + b1; output[y2 + 2] = a22 + b2; output[y2 + 3] = a23 + b3
      output[y3] = a30 + b0; output[y3 + 1] = a31 + b1; output[y3 + 2] = a32 + b2; output[y3 + 3] = a33 + b3
    }
  }
  for (let r = 0; r < rows; r++) {
    const from = r < blockedRows ? blockedOutputs : 0
    denseForwardRow(input, weights, bias, output, r, from, inputs, outputs)
  }
}

/** One row of a dense layer from column `from` on: what the blocks leave over, and the whole of a single row. */
function denseForwardRow(
  input: Float32Array,
  weights: Float32Array,
  bias: Float32Array,
  output: Float32Array,
  row: number,
  from: number,
  inputs: number,
  outputs: number,
): void {
  const p = row * inputs
  const y = row * outputs
  let c = from
  // biome-ignore format: a block reads as a matrix
  for (; c + BLOCK <= outputs; c += BLOCK) {
    let a0 = 0, a1 = 0, a2 = 0, a3 = 0
    for (let k = 0, q = c; k < inputs; k++, q += outputs) {
      const x = input[p + k]!
      a0 += x * weights[q]!; a1 += x * weights[q + 1]!; a2 += x * weights[q + 2]!; a3 += x * weights[q + 3]!
    }
    output[y + c] = a0 + bias[c]!; output[y + c + 1] = a1 + bias[c + 1]!
    output[y + c + 2] = a2 + bias[c + 2]!; output[y + c + 3] = a3 + bias[c + 3]!
  }
  for (; c < outputs; c++) {
    let sum = 0
    for (let k = 0, q = c; k < inputs; k++, q += outputs) sum += input[p + k]! * weights[q]!
    output[y + c] = sum + bias[c]!
  }
}

/**
 * The gradient of a dense layer's weights: inputᵀ · outputGradient, written over `weightGradient`.
 *
 * @param input shape [rows, inputs]. @param outputGradient shape [rows, outputs].
 * @param weightGradient shape [inputs, outputs].
 */
export function denseWeightGradient(
  input: Float32Array,
  outputGradient: Float32Array,
  weightGradient: Float32Array,
  rows: number,
  inputs: number,
  outputs: number,
): void {
  const blockedInputs = inputs - (inputs % BLOCK)
  const blockedOutputs = outputs - (outputs % BLOCK)
  // biome-ignore format: a block reads as a matrix
  for (let i = 0; i < blockedInputs; i += BLOCK) {
    for (let c = 0; c < blockedOutputs; c += BLOCK) {
      let a00 = 0, a01 = 0, a02 = 0, a03 = 0
      let a10 = 0, a11 = 0, a12 = 0, a13 = 0
      let a20 = 0, a21 = 0, a22 = 0, a23 = 0
      let a30 = 0, a31 = 0, a32 = 0, a33 = 0
      for (let r = 0, p = i, q = c; r < rows; r++, p += inputs, q += outputs) {
        const w0 = outputGradient[q]!, w1 = outputGradient[q + 1]!, w2 = outputGradient[q + 2]!, w3 = outputGradient[q + 3]!
        const x0 = input[p]!, x1 = input[p + 1]!, x2 = input[p + 2]!, x3 = input[p + 3]!
        a00 += x0 * w0; a01 += x0 * w1; a02 += x0 * w2; a03 += x0 * w3
        a10 += x1 * w0; a11 += x1 * w1; a12 += x1 * w2; a13 += x1 * w3
        a20 += x2 * w0; a21 += x2 * w1; a22 += x2 * w2; a23 += x2 * w3
        a30 += x3 * w0; a31 += x3 * w1; a32 += x3 * w2; a33 += x3 * w3
      }
      const y0 = i * outputs + c, y1 = y0 + outputs, y2 = y1 + outputs, y3 = y2 + outputs
      weightGradient[y0] = a00; weightGradient[y0 + 1] = a01; weightGradient[y0 + 2] = a02; weightGradient[y0 + 3] = a03
      weightGradient[y1] = a10; weightGradient[y1 + 1] = a11; weightGradient[y1 + 2] = a12; weightGradient[y1 + 3] = a13
      weightGradient[y2] = a20; weightGradient[y2 + 1] = a21; weightGradient[y2 + 2] = a22; weightGradient[y2 + 3] = a23
      weightGradient[y3] = a30; weightGradient[y3 + 1] = a31; weightGradient[y3 + 2] = a32; weightGradient[y3 + 3] = a33
    }
  }
  for (let i = 0; i < inputs; i++) {
    for (let c = i < blockedInputs ? blockedOutputs : 0; c < outputs; c++) {
      let sum = 0
      for (let r = 0, p = i, q = c; r < rows; r++, p += inputs, q += outputs)
        sum += input[p]! * outputGradient[q]!
      weightGradient[i * outputs + c] = sum
    }
  }
}

/** The gradient of a dense layer's bias: the sum of `outputGradient`'s rows, shape [outputs]. */
export function denseBiasGradient(
  outputGradient: Float32Array,
  biasGradient: Float32Array,
  rows: number,
  outputs: number,
): void {
  for (let c = 0; c < outputs; c++) {
    let sum = 0
    for (let r = 0, q = c; r < rows; r++, q += outputs) sum += outputGradient[q]!
    biasGradient[c] = sum
  }
}

/**
 * The gradient of a dense layer's input: outputGradient · weightsᵀ, written over `inputGradient`.
 *
 * @param outputGradient shape [rows, outputs]. @param weights shape [inputs, outputs].
 * @param inputGradient shape [rows, inputs].
 */
export function denseInputGradient(
  outputGradient: Float32Array,
  weights: Float32Array,
  inputGradient: Float32Array,
  rows: number,
  inputs: number,
  outputs: number,
): void {
  const blockedRows = rows - (rows % BLOCK)
  const blockedInputs = inputs - (inputs % BLOCK)
  // biome-ignore format: a block reads as a matrix
  for (let r = 0; r < blockedRows; r += BLOCK) {
    const p0 = r * outputs, p1 = p0 + outputs, p2 = p1 + outputs, p3 = p2 + outputs
    for (let i = 0; i < blockedInputs; i += BLOCK) {
      const q0 = i * outputs, q1 = q0 + outputs, q2 = q1 + outputs, q3 = q2 + outputs
      let a00 = 0, a01 = 0, a02 = 0, a03 = 0
      let a10 = 0, a11 = 0, a12 = 0, a13 = 0
      let a20 = 0, a21 = 0, a22 = 0, a23 = 0
      let a30 = 0, a31 = 0, a32 = 0, a33 = 0
      for (let k = 0; k < outputs; k++) {
        const w0 = weights[q0 + k]!, w1 = weights[q1 + k]!, w2 = weights[q2 + k]!, w3 = weights[q3 + k]!
        const x0 = outputGradient[p0 + k]!, x1 = outputGradient[p1 + k]!
        const x2 = outputGradient[p2 + k]!, x3 = outputGradient[p3 + k]!
        a00 += x0 * w0; a01 += x0 * w1; a02 += x0 * w2; a03 += x0 * w3
        a10 += x1 * w0; a11 += x1 * w1; a12 += x1 * w2; a13 += x1 * w3
        a20 += x2 * w0; a21 += x2 * w1; a22 += x2 * w2; a23 += x2 * w3
        a30 += x3 * w0; a31 += x3 * w1; a32 += x3 * w2; a33 += x3 * w3
      }
      const y0 = r * inputs + i, y1 = y0 + inputs, y2 = y1 + inputs, y3 = y2 + inputs
      inputGradient[y0] = a00; inputGradient[y0 + 1] = a01; inputGradient[y0 + 2] = a02; inputGradient[y0 + 3] = a03
      inputGradient[y1] = a10; inputGradient[y1 + 1] = a11; inputGradient[y1 + 2] = a12; inputGradient[y1 + 3] = a13
      inputGradient[y2] = a20; inputGradient[y2 + 1] = a21; inputGradient[y2 + 2] = a22; inputGradient[y2 + 3] = a23
      inputGradient[y3] = a30; inputGradient[y3 + 1] = a31; inputGradient[y3 + 2] = a32; inputGradient[y3 + 3] = a33
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let i = r < blockedRows ? blockedInputs : 0; i < inputs; i++) {
      let sum = 0
      for (let k = 0, p = r * outputs, q = i * outputs; k < outputs; k++)
        sum += outputGradient[p + k]! * weights[q + k]!
      inputGradient[r * inputs + i] = sum
    }
  }
}
