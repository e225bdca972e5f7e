import type { SystemStatus } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { addSample, type MemorySamples, memoryOf, memoryTable, samplesMax } from './samples.ts'

const status = (memoryBytes: number | null) =>
  ({ services: [{ name: 'ppo-agent', memoryBytes }] }) as Pick<SystemStatus, 'services'>

const gather = (...bytes: (number | null)[]) =>
  bytes.reduce<MemorySamples>((samples, each, i) => addSample(samples, status(each), i * 5_000), [])

describe('the memory of the services', () => {
  it('is kept moment by moment, with a gap where a service did not run', () => {
    const samples = gather(5, null, 7)
    expect(memoryOf(samples, 'ppo-agent')).toEqual([5, null, 7])
    expect(memoryOf(samples, 'newcomer')).toEqual([null, null, null])
  })

  it('is saved as a row for each moment and a column for each service', () => {
    const { names, columns } = memoryTable(gather(5, null), ['ppo-agent', 'newcomer'])
    expect(names).toEqual(['at', 'ppo-agent memoryBytes', 'newcomer memoryBytes'])
    expect(columns).toEqual([
      ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:05.000Z'],
      [5, null],
      [null, null],
    ])
  })

  it('never grows beyond its bound, and lets the oldest go', () => {
    let samples: MemorySamples = []
    for (let i = 0; i < samplesMax + 10; i++) samples = addSample(samples, status(i), i)
    expect(samples).toHaveLength(samplesMax)
    expect(memoryOf(samples, 'ppo-agent')[0]).toBe(10)
  })
})
