import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeSafetensors, parseSafetensors, type Tensor } from './safetensors.ts'
import { tensorOf } from './tensor.ts'

/** A file with this header text, its length prefix right unless told otherwise, and this much data. */
function craft(header: unknown, dataBytes = 0, length?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + dataBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true)
  bytes.set(text, 8)
  return bytes
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})

const tensors = new Map<string, Tensor>([
  ['flags', tensorOf('uint8', [3], Uint8Array.of(1, 2, 3))],
  ['weights', tensorOf('float32', [2, 2], Float32Array.of(1, -2, 3.5, 0))],
  ['counts', tensorOf('float64', [1], Float64Array.of(2 ** 53))],
  ['nothing', tensorOf('int32', [0, 4], new Int32Array(0))],
])

describe('safetensors', () => {
  it('gives back what was encoded, to the byte and to the name', () => {
    const metadata = new Map([['seed', '7']])
    const file = parseSafetensors(encodeSafetensors({ tensors, metadata }))
    expect(file.metadata).toEqual(metadata)
    expect([...file.tensors.keys()].sort()).toEqual([...tensors.keys()].sort())
    for (const [name, { dtype, shape, data }] of tensors) {
      expect(file.tensors.get(name)).toEqual({ dtype, shape, data: new Uint8Array(data) })
    }
  })

  it('keeps names and metadata that an object would trip over', () => {
    const odd = new Map([['__proto__', tensorOf('uint8', [1], Uint8Array.of(9))]])
    const file = parseSafetensors(encodeSafetensors({ tensors: odd, metadata: new Map([['é', '✓']]) }))
    expect(file.tensors.get('__proto__')?.data).toEqual(Uint8Array.of(9))
    expect(file.metadata.get('é')).toBe('✓')
  })

  it('begins the data on a multiple of eight bytes, widest elements first', () => {
    const bytes = encodeSafetensors({ tensors, metadata: new Map() })
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0)
    for (const { dtype, data } of parseSafetensors(bytes).tensors.values()) {
      expect(data.byteOffset % { F64: 8, F32: 4, I32: 4, U32: 4, U8: 1 }[dtype]).toBe(0)
    }
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['that is too short', new Uint8Array(7), /shorter than 8/],
    ['whose header is longer than the file', craft({}, 0, 1000), /header of 1000 bytes/],
    ['whose header length needs 64 bits', craft({}, 0, 2 ** 40), /header of 1099511627776 bytes/],
    ['whose header is past the cap', craft(' '.repeat(1_048_577)), /header of 1048577 bytes/],
    ['whose header is not JSON', craft('{"a":'), /not JSON/],
    ['whose header is not UTF-8', craft('{}').with(8, 0xff), /not JSON/],
    ['whose header is a list', craft([]), /not an object/],
    ['whose metadata is a list', craft({ __metadata__: [] }), /metadata is not an object/],
    ['whose metadata is not text', craft({ __metadata__: { a: 1 } }), /metadata a is not text/],
    ['with a tensor that is null', craft({ a: null }), /tensor a is not an object/],
    ['with an unknown dtype', craft({ a: tensor(0, 4, [1], 'BF16') }, 4), /unknown dtype "BF16"/],
    ['with an inherited dtype', craft({ a: tensor(0, 4, [1], 'toString') }, 4), /unknown dtype/],
    ['with a negative size', craft({ a: tensor(0, 4, [-1]) }, 4), /no proper shape/],
    ['with too many dimensions', craft({ a: tensor(0, 4, Array(9).fill(1)) }, 4), /no proper shape/],
    [
      'with three offsets',
      craft({ a: { dtype: 'F32', shape: [], data_offsets: [0, 4, 8] } }, 4),
      /no proper offsets/,
    ],
    [
      'with fractional offsets',
      craft({ a: { dtype: 'U8', shape: [1], data_offsets: [0.5, 1.5] } }, 4),
      /offsets/,
    ],
    ['with offsets back to front', craft({ a: tensor(4, 0, [1]) }, 4), /outside the file/],
    ['with offsets past the end', craft({ a: tensor(0, 8, [2]) }, 4), /outside the file/],
    ['whose shape is more than its bytes', craft({ a: tensor(0, 4, [2]) }, 4), /needs 8 bytes but has 4/],
    ['whose shape overflows', craft({ a: tensor(0, 4, [2 ** 40, 2 ** 40, 2 ** 40]) }, 4), /needs .* bytes/],
    ['with overlapping tensors', craft({ a: tensor(0, 8), b: tensor(4, 12) }, 12), /overlap/],
    ['with the same bytes twice', craft({ a: tensor(0, 4), b: tensor(0, 4) }, 4), /overlap/],
    ['with a gap', craft({ a: tensor(0, 4), b: tensor(8, 12) }, 12), /gap at byte 4/],
    ['with bytes that belong to nothing', craft({ a: tensor(0, 4) }, 8), /4 bytes belong to no tensor/],
  ])('refuses a file %s', (_, bytes, reason) => {
    expect(() => parseSafetensors(bytes)).toThrow(RangeError)
    expect(() => parseSafetensors(bytes)).toThrow(reason)
  })

  it('answers any bytes, and any damage to a true file, with a file or a RangeError', () => {
    const whole = encodeSafetensors({ tensors, metadata: new Map([['a', 'b']]) })
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        return bytes
      })
    const cut = fc.nat(whole.length - 1).map((length) => whole.slice(0, length))
    const json = fc.tuple(fc.json(), fc.nat(32)).map(([text, data]) => craft(text, data))
    const headers = fc
      .dictionary(
        fc.string(),
        fc.record({
          dtype: fc.constantFrom('F32', 'U8', 'F64', 'X'),
          shape: fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 3 }),
          data_offsets: fc.array(fc.integer({ min: -1, max: 40 }), { maxLength: 3 }),
        }),
      )
      .map((header) => craft(header, 24))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), damaged, cut, json, headers), (bytes) => {
        try {
          const { tensors: found } = parseSafetensors(bytes)
          const total = [...found.values()].reduce((sum, { data }) => sum + data.length, 0)
          expect(total).toBeLessThanOrEqual(bytes.length - 8)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
