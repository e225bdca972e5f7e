import { expect, it } from 'vitest'
import { describeFinding } from './finding.ts'

it('names the file, the line where there is one, and the mend', () => {
  const message = 'has no docstring: say what it gives'
  expect(describeFinding({ path: 'a.ts', line: 3, message })).toBe(`a.ts:3  ${message}`)
  expect(describeFinding({ path: 'a.ts', message })).toBe(`a.ts  ${message}`)
})
