import type { Kind } from './arena.ts'
import type { Dtype, Tensor, TensorFile } from './safetensors.ts'

const dtypes: Readonly<Record<Kind, Dtype>> = {
  float32: 'F32',
  float64: 'F64',
  int32: 'I32',
  uint32: 'U32',
  uint8: 'U8',
}

/** The tensor over `values`, sharing their memory. @param shape its product is the number of values. */
export function tensorOf(kind: Kind, shape: readonly number[], values: ArrayBufferView): Tensor {
  return { dtype: dtypes[kind], shape, data: bytesOf(values) }
}

/**
 * Copies the tensor called `name` over `values`.
 *
 * @throws {RangeError} when the file has no such tensor of this kind and shape.
 */
export function readTensor(
  file: Pick<TensorFile, 'tensors'>,
  name: string,
  kind: Kind,
  shape: readonly number[],
  values: ArrayBufferView,
): void {
  bytesOf(values).set(findTensor(file, name, kind, shape).data)
}

/** The tensor called `name`. @throws {RangeError} when there is none of this kind and shape. */
export function findTensor(
  file: Pick<TensorFile, 'tensors'>,
  name: string,
  kind: Kind,
  shape: readonly number[],
): Tensor {
  const tensor = file.tensors.get(name)
  if (tensor === undefined) throw new RangeError(`the file has no tensor ${name}`)
  if (tensor.dtype !== dtypes[kind] || tensor.shape.join() !== shape.join()) {
    const found = `${tensor.dtype}[${tensor.shape.join(', ')}]`
    throw new RangeError(`tensor ${name} is ${found}, not ${dtypes[kind]}[${shape.join(', ')}]`)
  }
  return tensor
}

/** The memory of `values` as bytes: little-endian, as every machine that Node 24 runs on is. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
