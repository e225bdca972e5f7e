import { describe, expect, it } from 'vitest'
import { pointAt, trainingWith } from '../tests/samples.ts'
import { createTerminal } from './terminal/terminal.ts'
import { widthOf } from './terminal/text.ts'
import { describeTraining } from './training-progress.ts'

const training = trainingWith({ state: 'running', steps: 50_000 })
const screen = (columns: number) => {
  const stream = { write: () => true, isTTY: true, columns }
  return createTerminal(stream, stream, { TERM: 'xterm' })
}
const at = (width: number) => describeTraining(training, pointAt(25_000, 200), screen(width))

describe('the progress of a training', () => {
  it('begins with a bar where all of it fits', () => {
    expect(at(100)).toMatch(
      /^█{8}░{8} {2}50 % {2}return 200 {2}about 2\.5 s left {2}25\.0k of 50\.0k steps.* steps\/s {2}/,
    )
  })

  it('is finishing once all steps are done', () => {
    expect(describeTraining(training, pointAt(51_200, 200), screen(200))).toMatch(
      /100 % {2}return 200 {2}finishing …/,
    )
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
    expect(describeTraining(training, undefined, screen(80))).toBe('running …  time left not known yet')
  })
})
