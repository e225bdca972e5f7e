import { describe, expect, it } from 'vitest'
import { evaluationWith } from '../../tests/samples.ts'
import { createPaint } from './colour.ts'
import { renderVerdict } from './verdict.ts'

const render = (changes: Parameters<typeof evaluationWith>[0], width = 100) =>
  renderVerdict(evaluationWith(changes), width, createPaint(false))

describe('a verdict', () => {
  it('is a sentence, then the scores of both, then their difference', () => {
    const lines = render({})
    expect(lines[0]).toBe('▲ improved: Better than the baseline: +90.5 points.')
    expect(lines[3]).toMatch(/^policy v3 +490\.5 +\[487\.5, 493\] +495 +12\.25 +93 %$/)
    expect(lines[4]).toMatch(/^baseline v2 +400 /)
    expect(lines[6]).toBe('difference +90.5, 95 % [85, 96], margin ±20')
  })

  it.each([
    ['equivalent', '='],
    ['regressed', '▼'],
    ['inconclusive', '?'],
  ] as const)('%s stands beside a mark of its own, so that colour is never alone', (verdict, mark) => {
    expect(render({ verdict })[0]).toMatch(`${mark} ${verdict}: `)
  })

  it('names the verdict once when the sentence begins with it', () => {
    const comparison = { ...evaluationWith({}).comparison!, sentence: 'Improved on baseline: +90.5 points' }
    expect(render({ comparison })[0]).toBe('▲ Improved on baseline: +90.5 points')
  })

  it('is the score alone while there is no comparison', () => {
    const lines = render({ state: 'scored', verdict: null, comparison: null })
    expect(lines[0]).toBe('No verdict: the evaluation is scored')
    expect(lines).toHaveLength(4)
  })

  it('is absent with its reason when the evaluation failed', () => {
    const failed = {
      state: 'failed' as const,
      error: 'No worker.',
      score: null,
      verdict: null,
      comparison: null,
    }
    expect(render(failed)).toEqual(['No verdict: the evaluation is failed: No worker.'])
  })
})
