import { describe, expect, it } from 'vitest'
import { hashNumbers } from './hash-numbers.ts'

describe('hashNumbers', () => {
  it('is SHA-256 over little-endian float64, as Python computes it', () => {
    expect(hashNumbers([1, -0.5, 500])).toBe(
      '8202051c23152cd53f8022297717b98851a214e2b1186b33ead6ac0bcf2f2af4',
    )
    expect(hashNumbers([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })
})
