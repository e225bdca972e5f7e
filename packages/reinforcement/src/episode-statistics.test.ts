import { describe, expect, it } from 'vitest'
import { countStep, finishedMean } from './episode-statistics.ts'
import { CONTINUES, TERMINATED, TRUNCATED } from './vector-environment.ts'

function createMemory(environments: number) {
  return {
    returnsUnderWay: new Float64Array(environments),
    lengthsUnderWay: new Float64Array(environments),
    finishedReturns: new Float64Array(100),
    finishedLengths: new Float64Array(100),
    finishedCount: new Float64Array(1),
  }
}

describe('episode statistics', () => {
  it('have no mean before an episode has finished', () => {
    const memory = createMemory(1)
    countStep(memory, Float32Array.of(1), Uint8Array.of(CONTINUES))
    expect(finishedMean(memory, memory.finishedReturns)).toBeNull()
  })

  it('sum each environment’s rewards up to its own ending', () => {
    const memory = createMemory(2)
    countStep(memory, Float32Array.of(1, 10), Uint8Array.of(CONTINUES, TERMINATED))
    countStep(memory, Float32Array.of(2, 20), Uint8Array.of(TRUNCATED, CONTINUES))
    countStep(memory, Float32Array.of(5, 30), Uint8Array.of(CONTINUES, TERMINATED))
    // Returns 10, 3 and 50; lengths 1, 2 and 2.
    expect(finishedMean(memory, memory.finishedReturns)).toBe(21)
    expect(finishedMean(memory, memory.finishedLengths)).toBeCloseTo(5 / 3, 12)
  })

  it('remember the last hundred episodes only', () => {
    const memory = createMemory(1)
    for (let i = 1; i <= 250; i++) countStep(memory, Float32Array.of(i), Uint8Array.of(TERMINATED))
    // The mean of 151 … 250.
    expect(finishedMean(memory, memory.finishedReturns)).toBe(200.5)
    expect(memory.finishedCount[0]).toBe(250)
  })
})
