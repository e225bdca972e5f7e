import { expect, it } from 'vitest'
import { haveSettled } from './have-settled.ts'

it('waits for what has neither been read nor failed, and not for what is tried again', () => {
  const read = { isPending: false, errorUpdateCount: 0 }
  const waiting = { isPending: true, errorUpdateCount: 0 }
  const again = { isPending: true, errorUpdateCount: 1 }
  expect(haveSettled([read, again])).toBe(true)
  expect(haveSettled([read, waiting])).toBe(false)
})
