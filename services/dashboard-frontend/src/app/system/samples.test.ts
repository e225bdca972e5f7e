import type { SystemStatus } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { addSample, type MemorySamples, memoryOf, samplesMax } from './samples.ts'

const status = (memoryBytes: number | null) =>
  ({ services: [{ name: 'ppo-agent', memoryBytes }] }) as Pick<SystemStatus, 'services'>

describe('the memory of the services', () => {
  it('is kept moment by moment, with a gap where a service did not run', () => {
    const samples = [status(5), status(null), status(7)].reduce(addSample, [] as MemorySamples)
    expect(memoryOf(samples, 'ppo-agent')).toEqual([5, null, 7])
    expect(memoryOf(samples, 'newcomer')).toEqual([null, null, null])
  })

  it('never grows beyond its bound, and lets the oldest go', () => {
    let samples: MemorySamples = []
    for (let i = 0; i < samplesMax + 10; i++) samples = addSample(samples, status(i))
    expect(samples).toHaveLength(samplesMax)
    expect(memoryOf(samples, 'ppo-agent')[0]).toBe(10)
  })
})
