import { createHash } from 'node:crypto'

/** SHA-256 of numbers as little-endian float64, one after the other, as receipts hold it; lower-case hexadecimal. */
export function hashNumbers(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(numbers.length * 8)
  for (const [index, value] of numbers.entries()) bytes.writeDoubleLE(value, index * 8)
  return createHash('sha256').update(bytes).digest('hex')
}
