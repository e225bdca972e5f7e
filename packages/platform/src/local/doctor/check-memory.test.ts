import { describe, expect, it } from 'vitest'
import { checkMemory } from './check-memory.ts'

const state = (mebibytes: number, isRunning = false) =>
  checkMemory({ availableBytes: mebibytes * 1024 ** 2, isRunning }).state

describe('the check of memory', () => {
  it('is content with a gigabyte, warns below, and finds too little broken', () => {
    expect([state(1_024), state(1_023), state(600), state(599)]).toEqual([
      'ok',
      'warning',
      'warning',
      'broken',
    ])
  })

  it('asks nothing of a machine on which the platform runs already', () => {
    expect(state(10, true)).toBe('ok')
  })
})
