import { expect, it } from 'vitest'
import { describeNothingFound } from './nothing-found.ts'

it('a choice without anything to offer says that there is none only once that is known', () => {
  const read = { data: [], isError: false, isPlaceholderData: false }
  expect(describeNothingFound(read, false, 'None')).toBe('None')
  expect(describeNothingFound({ ...read, isError: true }, false, 'None')).toBe('None')
  expect(describeNothingFound(read, true, 'None')).toBe('Searching')
  expect(describeNothingFound({ ...read, isPlaceholderData: true }, false, 'None')).toBe('Searching')
  expect(describeNothingFound({ ...read, data: undefined }, false, 'None')).toBe('Searching')
  const failed = { ...read, data: undefined, isError: true }
  expect(describeNothingFound(failed, false, 'None')).toBe('Cannot be read now')
})
