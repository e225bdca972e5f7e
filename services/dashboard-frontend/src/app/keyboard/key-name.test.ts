import { expect, it } from 'vitest'
import { playerKeys } from '../replay/playback.ts'
import { nameKey } from './key-name.ts'

it('a key has a name that can be seen', () => {
  expect(nameKey(' ')).toBe('Space')
  expect(nameKey('k')).toBe('k')
  for (const { keys } of playerKeys) {
    for (const key of Object.keys(keys)) expect(nameKey(key)).toMatch(/^(.|Space|Home|End)$/)
  }
})
