import { expect, it } from 'vitest'
import { scheduledValue } from './schedule.ts'

it('a linear schedule falls to zero and stays there; a constant one stays', () => {
  expect([0, 0.25, 1, 1.5].map((progress) => scheduledValue('linear', 4, progress))).toEqual([4, 3, 0, 0])
  expect([0, 1].map((progress) => scheduledValue('constant', 4, progress))).toEqual([4, 4])
})
