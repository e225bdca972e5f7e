import { describe, expect, it } from 'vitest'
import { binsMax, histogram } from './histogram.ts'

const total = (bins: { counts: number[] }[], sample: number) =>
  bins.reduce((sum, { counts }) => sum + counts[sample]!, 0)

describe('a histogram', () => {
  it('counts every value of every sample exactly once, in shared bins', () => {
    const candidate = Array.from({ length: 200 }, (_, i) => 300 + ((i * 37) % 201))
    const baseline = Array.from({ length: 150 }, (_, i) => 9 + ((i * 13) % 60))
    const bins = histogram([candidate, baseline])
    expect(total(bins, 0)).toBe(200)
    expect(total(bins, 1)).toBe(150)
    expect(bins.length).toBeLessThanOrEqual(binsMax)
    expect(bins[0]!.from).toBeLessThanOrEqual(9)
    expect(bins.at(-1)!.to).toBeGreaterThanOrEqual(500)
  })

  it('resolves the shape of each sample, also when the samples lie far apart', () => {
    const near = Array.from({ length: 100 }, (_, i) => 20 + (i % 40))
    const far = Array.from({ length: 100 }, (_, i) => 460 + (i % 40))
    const bins = histogram([near, far])
    expect(bins.filter(({ counts }) => counts[0]! > 0).length).toBeGreaterThanOrEqual(2)
    expect(bins.filter(({ counts }) => counts[1]! > 0).length).toBeGreaterThanOrEqual(2)
  })

  it('puts values that are all the same into one bin', () => {
    const bins = histogram([[500, 500, 500], []])
    expect(bins).toHaveLength(1)
    expect(bins[0]!.counts).toEqual([3, 0])
    expect(histogram([[0, 0]])).toHaveLength(1)
  })

  it('stays bounded when nearly all values are the same and one is far away', () => {
    const bins = histogram([[...new Array<number>(99).fill(500), 8]])
    expect(bins.length).toBeLessThanOrEqual(binsMax)
    expect(bins.at(-1)!.counts[0]).toBe(99)
  })

  it('has bins next to one another, and none without values', () => {
    const bins = histogram([[0.11, 0.52, 0.93, 0.47, 0.31]])
    for (let i = 1; i < bins.length; i++) expect(bins[i]!.from).toBe(bins[i - 1]!.to)
    expect(histogram([[], []])).toEqual([])
  })
})
