import { expect, it } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

it('admits exactly its burst at one moment and refills with time, never above the burst', () => {
  let clock = 0
  const bucket = createTokenBucket(10, () => clock)
  const admitted = () => Array.from({ length: 30 }, () => bucket.take()).filter(Boolean).length
  expect(admitted()).toBe(10)
  clock += 500
  expect(admitted()).toBe(5)
  clock += 3_600_000
  expect(admitted()).toBe(10)
})
