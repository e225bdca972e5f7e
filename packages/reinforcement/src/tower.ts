import { denseBiasGradient, denseForward, denseInputGradient, denseWeightGradient } from './dense.ts'
import { tanhGradientInPlace, tanhInPlace } from './kernels.ts'
import type { DenseLayer } from './network.ts'

/** A network that computes in memory it was given: dense layers with tanh between them. */
export type Tower = {
  /** The last layer's output, shape [rowsMax, outputs]; overwritten by the next `forward`. */
  readonly output: Float32Array
  /** @param input shape [rows, inputs]. */
  forward(input: Float32Array, rows: number): void
}

/** A tower that also learns. */
export type TrainableTower = Tower & {
  /** Where the caller puts the loss's gradient of `output` before `backward`. */
  readonly outputGradient: Float32Array
  /** Writes the gradient of every parameter for the rows last sent forward. @param input the same as then. */
  backward(input: Float32Array, rows: number): void
}

/**
 * A tower over `parameters`.
 *
 * @param activations scratch, shape [rowsMax · activationWidth(layers)].
 */
export function createTower(
  layers: readonly DenseLayer[],
  parameters: Float32Array,
  activations: Float32Array,
  rowsMax: number,
): Tower {
  const outputs = carve(layers, activations, rowsMax)
  const weights = layers.map((layer) => weightsOf(layer, parameters))
  const biases = layers.map((layer) => biasOf(layer, parameters))
  return { output: outputs.at(-1)!, forward }

  function forward(input: Float32Array, rows: number): void {
    for (let l = 0; l < layers.length; l++) {
      const layer = layers[l]!
      const from = l === 0 ? input : outputs[l - 1]!
      denseForward(from, weights[l]!, biases[l]!, outputs[l]!, rows, layer.inputs, layer.outputs)
      if (l < layers.length - 1) tanhInPlace(outputs[l]!, rows * layer.outputs)
    }
  }
}

/**
 * A tower over `parameters` that writes its gradient to `gradients`, laid out alike.
 *
 * @param activations scratch, shape [rowsMax · activationWidth(layers)]. @param deltas scratch of the same shape.
 */
export function createTrainableTower(
  layers: readonly DenseLayer[],
  parameters: Float32Array,
  gradients: Float32Array,
  activations: Float32Array,
  deltas: Float32Array,
  rowsMax: number,
): TrainableTower {
  const tower = createTower(layers, parameters, activations, rowsMax)
  const outputs = carve(layers, activations, rowsMax)
  const outputGradients = carve(layers, deltas, rowsMax)
  const weights = layers.map((layer) => weightsOf(layer, parameters))
  const weightGradients = layers.map((layer) => weightsOf(layer, gradients))
  const biasGradients = layers.map((layer) => biasOf(layer, gradients))
  return { ...tower, outputGradient: outputGradients.at(-1)!, backward }

  function backward(input: Float32Array, rows: number): void {
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs, outputs: width } = layers[l]!
      const delta = outputGradients[l]!
      const from = l === 0 ? input : outputs[l - 1]!
      denseWeightGradient(from, delta, weightGradients[l]!, rows, inputs, width)
      denseBiasGradient(delta, biasGradients[l]!, rows, width)
      if (l === 0) continue
      denseInputGradient(delta, weights[l]!, outputGradients[l - 1]!, rows, inputs, width)
      tanhGradientInPlace(outputGradients[l - 1]!, from, rows * inputs)
    }
  }
}

function carve(layers: readonly DenseLayer[], block: Float32Array, rowsMax: number): Float32Array[] {
  let offset = 0
  return layers.map((layer) => {
    const from = offset
    offset += rowsMax * layer.outputs
    return block.subarray(from, offset)
  })
}

function weightsOf(layer: DenseLayer, parameters: Float32Array): Float32Array {
  return parameters.subarray(layer.weightsAt, layer.biasAt)
}

function biasOf(layer: DenseLayer, parameters: Float32Array): Float32Array {
  return parameters.subarray(layer.biasAt, layer.biasAt + layer.outputs)
}
