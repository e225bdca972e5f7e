import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { meetsGoal, spreadOf } from './benchmark.ts'
import { describeResult, describeResults, placeHeadlines } from './report.ts'
import { readResults } from './results.ts'

describe('figures', () => {
  it('are told by their median and their extremes', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 })
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 })
    expect(() => spreadOf([])).toThrow(RangeError)
  })

  it('meet or miss their goal by the median, and a goal that is not understood is refused', () => {
    const figure = { what: 'a', unit: 's', samples: [7, 9, 30] }
    expect(meetsGoal({ ...figure, goal: '≤ 9' })).toBe(true)
    expect(meetsGoal({ ...figure, goal: '≥ 1,000' })).toBe(false)
    expect(meetsGoal(figure)).toBeUndefined()
    expect(() => meetsGoal({ ...figure, goal: 'about 9' })).toThrow(RangeError)
  })

  it('that miss their goal say so in the table', () => {
    const figures = [{ what: 'start', unit: 's', samples: [1234.5], goal: '≤ 8' }]
    const text = describeResult({
      name: 'x',
      title: 'X',
      method: 'm',
      at: '2026-01-02T00:00:00.000Z',
      machine: 'box',
      figures,
    })
    expect(text).toContain('| start | 1,235 (1,235 … 1,235) | s | 1 | ≤ 8 ✗ missed |')
  })

  it('in the README and in docs/benchmarks.md are those of the latest runs', async () => {
    const names = ['learning', 'platform', 'promotion', 'recovery', 'pages']
    const results = await readResults(names)
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const page = await readFile(new URL('../docs/benchmarks.md', import.meta.url), 'utf8')
    expect(results.map(({ name }) => name)).toEqual(names)
    expect(placeHeadlines(readme, results)).toBe(readme)
    expect(describeResults(results)).toBe(page)
  })
})
