import { describe, expect, it } from 'vitest'
import { pointAt, trainingWith } from '../tests/samples.ts'
import { widthOf } from './terminal/text.ts'
import { describeProgress } from './training-progress.ts'

const training = trainingWith({ state: 'running', steps: 50_000 })
const at = (width: number) => describeProgress(training, pointAt(25_000, 200), width)

describe('the progress of a training', () => {
  it('begins with a bar where all of it fits', () => {
    expect(at(100)).toMatch(/^█{8}░{8} {2}50 % {2}return 200 .*25\.0k of 50\.0k steps.* steps\/s {2}/)
  })

  it('leaves whole parts out from the end, never half a number', () => {
    const parts = at(99)
      .replace(/^[█░]+ /, '')
      .trim()
      .split('  ')
    for (let width = 20; width <= 99; width++) {
      const line = at(width)
      expect(widthOf(line)).toBeLessThanOrEqual(width)
      const told = line
        .replace(/^[█░]+ /, '')
        .trim()
        .split('  ')
      expect(told).toEqual(parts.slice(0, told.length))
    }
  })

  it('is the state alone before the first update', () => {
    expect(describeProgress(training, undefined, 80)).toBe('running …')
  })
})
