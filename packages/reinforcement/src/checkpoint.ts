import { completeConfiguration, type PpoConfiguration } from './configuration.ts'
import { assertFormat, readCount, readJson, readMetadata } from './file-metadata.ts'
import { encodeSafetensors, parseSafetensors, type Tensor } from './safetensors.ts'
import { parseSeed, type Seed } from './seed-sequence.ts'
import { readTensor, tensorOf } from './tensor.ts'
import { persistentSegments, type TrainerMemory } from './trainer-memory.ts'

/** What a checkpoint says of its training, beside the memory. */
export type CheckpointDetails = {
  readonly environmentId: string
  readonly environmentVersion: string
  readonly configuration: PpoConfiguration
  readonly seed: Seed
  /** Steps planned. */
  readonly steps: number
}

/** A checkpoint as read: the details, and the memory as tensors. */
export type Checkpoint = CheckpointDetails & { readonly tensors: ReadonlyMap<string, Tensor> }

const FORMAT = 'tars-checkpoint-1'

/** The bytes of a checkpoint: weights, Adam's moments, random streams, environment states, counts and statistics. */
export function encodeCheckpoint(details: CheckpointDetails, memory: TrainerMemory): Uint8Array {
  const tensors = new Map<string, Tensor>()
  for (const name of persistentSegments) {
    const { kind, shape } = memory.layout[name]
    tensors.set(name, tensorOf(kind, shape, memory.views[name]))
  }
  const metadata = new Map([
    ['format', FORMAT],
    ['algorithm', 'ppo'],
    ['environment', details.environmentId],
    ['environmentVersion', details.environmentVersion],
    ['configuration', JSON.stringify(details.configuration)],
    ['seed', String(details.seed)],
    ['steps', String(details.steps)],
  ])
  return encodeSafetensors({ tensors, metadata })
}

/** The checkpoint that `encodeCheckpoint` wrote. @throws {RangeError} when the bytes are anything else. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = parseSafetensors(bytes)
  assertFormat(metadata, FORMAT)
  return {
    environmentId: readMetadata(metadata, 'environment'),
    environmentVersion: readMetadata(metadata, 'environmentVersion'),
    configuration: completeConfiguration(readJson(metadata, 'configuration')),
    seed: parseSeed(readMetadata(metadata, 'seed')),
    steps: readCount(metadata, 'steps'),
    tensors,
  }
}

/** Copies a checkpoint's tensors into `memory`. @throws {RangeError} when one is missing or of another shape. */
export function restoreMemory(memory: TrainerMemory, tensors: ReadonlyMap<string, Tensor>): void {
  for (const name of persistentSegments) {
    const { kind, shape } = memory.layout[name]
    readTensor({ tensors }, name, kind, shape, memory.views[name])
  }
}
