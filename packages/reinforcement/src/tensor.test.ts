import { describe, expect, it } from 'vitest'
import { bytesOf, findTensor, readTensor, tensorOf } from './tensor.ts'

const file = { tensors: new Map([['pair', tensorOf('float32', [1, 2], Float32Array.of(1.5, -2))]]) }

describe('a tensor', () => {
  it('is copied over values of its kind and shape', () => {
    const values = new Float32Array(2)
    readTensor(file, 'pair', 'float32', [1, 2], values)
    expect([...values]).toEqual([1.5, -2])
  })

  it('is not taken for one of another name, kind or shape, even of as many bytes', () => {
    expect(() => findTensor(file, 'pear', 'float32', [1, 2])).toThrow('the file has no tensor pear')
    expect(() => findTensor(file, 'pair', 'uint32', [1, 2])).toThrow(
      'tensor pair is F32[1, 2], not U32[1, 2]',
    )
    expect(() => findTensor(file, 'pair', 'float32', [2, 1])).toThrow(
      'tensor pair is F32[1, 2], not F32[2, 1]',
    )
  })

  it('is little-endian, also over a part of a buffer', () => {
    expect([...bytesOf(Uint32Array.of(9, 0x01020304).subarray(1))]).toEqual([4, 3, 2, 1])
  })
})
