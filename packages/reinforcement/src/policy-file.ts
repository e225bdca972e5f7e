import { completeConfiguration, type PpoConfiguration } from './configuration.ts'
import { assertFormat, readCount, readJson, readMetadata } from './file-metadata.ts'
import { type DenseLayer, describeNetwork, type NetworkShape } from './network.ts'
import { createPolicy, type Policy } from './policy.ts'
import { encodeSafetensors, parseSafetensors, type Tensor, type TensorFile } from './safetensors.ts'
import { parseSeed, type Seed } from './seed-sequence.ts'
import { bytesOf, findTensor, tensorOf } from './tensor.ts'

/** Where a policy comes from. */
export type PolicyOrigin = {
  readonly configuration: PpoConfiguration
  /** Environment steps it was trained for. */
  readonly steps: number
  readonly seed: Seed
  /** The policy that its training started from, by whatever name the caller gives policies; null for none. */
  readonly parent: string | null
}

const FORMAT = 'tars-policy-1'
const SIZE_MAX = 65_536

/**
 * The bytes of a policy file: safetensors with the names and shapes of a Stable-Baselines3 `state_dict` (weights
 * [outputs, inputs]), so that `policy.load_state_dict(safetensors.torch.load_file(path))` reads it in Python.
 */
export function encodePolicy(policy: Policy, origin: PolicyOrigin): Uint8Array {
  const tensors = new Map<string, Tensor>()
  for (const layer of layersOf(policy.network)) {
    const { name, inputs, outputs, weightsAt, biasAt } = layer
    const weights = transpose(policy.parameters.subarray(weightsAt, biasAt), inputs, outputs)
    const bias = policy.parameters.subarray(biasAt, biasAt + outputs)
    tensors.set(`${name}.weight`, tensorOf('float32', [outputs, inputs], weights))
    tensors.set(`${name}.bias`, tensorOf('float32', [outputs], bias))
  }
  const { observationSize, actions, hiddenSizes } = policy.network
  const metadata = new Map([
    ['format', FORMAT],
    ['algorithm', 'ppo'],
    ['environment', policy.environmentId],
    ['environmentVersion', policy.environmentVersion],
    ['observationSize', String(observationSize)],
    ['actions', String(actions)],
    ['configuration', JSON.stringify({ ...origin.configuration, hiddenSizes })],
    ['steps', String(origin.steps)],
    ['seed', String(origin.seed)],
    ['parent', origin.parent ?? ''],
  ])
  return encodeSafetensors({ tensors, metadata })
}

/**
 * The policy in a policy file, and where it comes from.
 *
 * @throws {RangeError} saying what is wrong when the bytes are not exactly such a file.
 */
export function parsePolicy(bytes: Uint8Array): { policy: Policy; origin: PolicyOrigin } {
  const file = parseSafetensors(bytes)
  const { metadata } = file
  assertFormat(metadata, FORMAT)
  const configuration = completeConfiguration(readJson(metadata, 'configuration'))
  const sizes = [readCount(metadata, 'observationSize'), readCount(metadata, 'actions')] as const
  for (const size of [...sizes, ...configuration.hiddenSizes]) {
    if (size < 1 || size > SIZE_MAX) throw new RangeError(`a layer of ${size} is not from 1 to ${SIZE_MAX}`)
  }
  const network = describeNetwork(...sizes, configuration.hiddenSizes)
  const policy = createPolicy({
    environmentId: readMetadata(metadata, 'environment'),
    environmentVersion: readMetadata(metadata, 'environmentVersion'),
    network,
    parameters: readParameters(file, network),
  })
  const origin = {
    configuration,
    steps: readCount(metadata, 'steps'),
    seed: parseSeed(readMetadata(metadata, 'seed')),
    parent: readMetadata(metadata, 'parent') || null,
  }
  return { policy, origin }
}

/** Finds every tensor before it allocates, so that what is allocated is never more than the file holds. */
function readParameters(file: TensorFile, network: NetworkShape): Float32Array {
  const layers = layersOf(network)
  if (file.tensors.size !== layers.length * 2)
    throw new RangeError("the file holds tensors that are no layer's")
  const found = layers.map(({ name, inputs, outputs }) => ({
    weights: findTensor(file, `${name}.weight`, 'float32', [outputs, inputs]),
    bias: findTensor(file, `${name}.bias`, 'float32', [outputs]),
  }))
  const parameters = new Float32Array(network.parameterCount)
  layers.forEach(({ inputs, outputs, weightsAt, biasAt }, index) => {
    const { weights, bias } = found[index]!
    parameters.set(transpose(floatsOf(weights), outputs, inputs), weightsAt)
    parameters.set(floatsOf(bias), biasAt)
  })
  return parameters
}

function layersOf(network: NetworkShape): readonly DenseLayer[] {
  return [...network.policy, ...network.value]
}

/** The tensor's numbers in memory of their own: a file's bytes need not lie on a multiple of four. */
function floatsOf(tensor: Tensor): Float32Array {
  const floats = new Float32Array(tensor.data.length / 4)
  bytesOf(floats).set(tensor.data)
  return floats
}

/** @param matrix shape [rows, columns]; returns shape [columns, rows]. */
function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) turned[c * rows + r] = matrix[r * columns + c]!
  }
  return turned
}
