/** The element kinds that our files use. */
export type Dtype = 'F32' | 'F64' | 'I32' | 'U32' | 'U8'

/** One tensor: its elements little-endian and row-major in `data`. */
export type Tensor = { readonly dtype: Dtype; readonly shape: readonly number[]; readonly data: Uint8Array }

/** A safetensors file: named tensors and a text-to-text dictionary. */
export type TensorFile = {
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly metadata: ReadonlyMap<string, string>
}

const elementBytes: Readonly<Record<Dtype, number>> = { F32: 4, F64: 8, I32: 4, U32: 4, U8: 1 }
const LENGTH_BYTES = 8
const HEADER_BYTES_MAX = 1_048_576
const DIMENSIONS_MAX = 8

/**
 * The bytes of a safetensors file; the same tensors and metadata give the same bytes.
 *
 * @source https://github.com/huggingface/safetensors, "Format".
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const widestFirst = [...tensors].sort(([, a], [, b]) => elementBytes[b.dtype] - elementBytes[a.dtype])
  const header: Record<string, unknown> = Object.create(null)
  header.__metadata__ = Object.fromEntries(metadata)
  let end = 0
  for (const [name, { dtype, shape, data }] of widestFirst) {
    header[name] = { dtype, shape, data_offsets: [end, end + data.length] }
    end += data.length
  }
  const text = JSON.stringify(header)
  const unpadded = new TextEncoder().encode(text).length
  const headerText = new TextEncoder().encode(text + ' '.repeat((8 - (unpadded % 8)) % 8))
  const bytes = new Uint8Array(LENGTH_BYTES + headerText.length + end)
  new DataView(bytes.buffer).setUint32(0, headerText.length, true)
  bytes.set(headerText, LENGTH_BYTES)
  let offset = LENGTH_BYTES + headerText.length
  for (const [, { data }] of widestFirst) {
    bytes.set(data, offset)
    offset += data.length
  }
  return bytes
}

/**
 * The tensors of a safetensors file, as views into `bytes`. The file is treated as hostile: nothing is believed that
 * was not checked, and the tensors must fill the data exactly, without overlap or gap.
 *
 * @throws {RangeError} saying what is wrong, whatever the bytes are.
 */
export function parseSafetensors(bytes: Uint8Array): TensorFile {
  const { header, data } = splitFile(bytes)
  const tensors = new Map<string, Tensor>()
  const spans: [begin: number, end: number][] = []
  let metadata: ReadonlyMap<string, string> = new Map()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = parseMetadata(entry)
      continue
    }
    const { dtype, shape, begin, end } = parseEntry(name, entry, data.length)
    tensors.set(name, { dtype, shape, data: data.subarray(begin, end) })
    spans.push([begin, end])
  }
  assertTiling(spans, data.length)
  return { tensors, metadata }
}

function splitFile(bytes: Uint8Array): { header: object; data: Uint8Array } {
  if (bytes.length < LENGTH_BYTES) throw new RangeError('not a safetensors file: shorter than 8 bytes')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32
  if (length > HEADER_BYTES_MAX || length > bytes.length - LENGTH_BYTES) {
    throw new RangeError(`not a safetensors file: a header of ${length} bytes`)
  }
  const headerEnd = LENGTH_BYTES + length
  const header = parseJson(bytes.subarray(LENGTH_BYTES, headerEnd))
  if (!isRecord(header)) throw new RangeError('not a safetensors file: the header is not an object')
  return { header, data: bytes.subarray(headerEnd) }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new RangeError('not a safetensors file: the header is not JSON', { cause })
  }
}

function parseMetadata(entry: unknown): ReadonlyMap<string, string> {
  if (!isRecord(entry)) throw new RangeError('the metadata is not an object')
  const metadata = new Map<string, string>()
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'string') throw new RangeError(`metadata ${key} is not text`)
    metadata.set(key, value)
  }
  return metadata
}

function parseEntry(name: string, entry: unknown, dataLength: number) {
  if (!isRecord(entry)) throw new RangeError(`tensor ${name} is not an object`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) {
    throw new RangeError(`tensor ${name} has the unknown dtype ${String(JSON.stringify(dtype))}`)
  }
  if (!isCountList(shape) || shape.length > DIMENSIONS_MAX)
    throw new RangeError(`tensor ${name} has no proper shape`)
  if (!isCountList(offsets) || offsets.length !== 2)
    throw new RangeError(`tensor ${name} has no proper offsets`)
  const [begin, end] = offsets as [number, number]
  if (begin > end || end > dataLength) throw new RangeError(`tensor ${name} lies outside the file`)
  const bytes = shape.reduce((product, size) => product * size, elementBytes[dtype as Dtype])
  if (bytes !== end - begin)
    throw new RangeError(`tensor ${name} needs ${bytes} bytes but has ${end - begin}`)
  return { dtype: dtype as Dtype, shape, begin, end }
}

function assertTiling(spans: [begin: number, end: number][], dataLength: number): void {
  let covered = 0
  for (const [begin, end] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (begin !== covered) throw new RangeError(`the tensors overlap or leave a gap at byte ${covered}`)
    covered = end
  }
  if (covered !== dataLength) throw new RangeError(`${dataLength - covered} bytes belong to no tensor`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCountList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}
