import { expect, it } from 'vitest'
import { listAllowedMethods } from './allowed-methods.ts'

it('names every method of a path, and none of a path that is not there', () => {
  expect(listAllowedMethods('/api/v1/trainings').sort()).toEqual(['GET', 'HEAD', 'POST'])
  expect(listAllowedMethods('/api/v1/trainings/x/cancel')).toEqual(['POST'])
  expect(listAllowedMethods('/api/v1/trainings/')).toEqual([])
  expect(listAllowedMethods('/trainings')).toEqual([])
})
