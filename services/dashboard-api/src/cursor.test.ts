import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCursors } from './cursor.ts'

const cursors = createCursors('a secret of at least sixteen')
const id = '0190a6a0-1234-7abc-8def-0123456789ab'
const filter = { list: 'trainings', agent: 'cartpole', state: undefined }
const refused = expect.objectContaining({ code: 'CURSOR_INVALID' })

describe('createCursors', () => {
  it('gives back the id for the same filter, whatever the order of its fields', () => {
    expect(cursors.decode(cursors.encode(id, filter), { agent: 'cartpole', list: 'trainings' })).toBe(id)
  })

  it('refuses another filter, another list and another secret', () => {
    const cursor = cursors.encode(id, filter)
    expect(() => cursors.decode(cursor, { ...filter, agent: 'other' })).toThrow(refused)
    expect(() => cursors.decode(cursor, { ...filter, list: 'policies' })).toThrow(refused)
    expect(() => createCursors('another secret, as long').decode(cursor, filter)).toThrow(refused)
  })

  it('refuses a cursor with any one character changed', () => {
    const cursor = cursors.encode(id, filter)
    for (let at = 0; at < cursor.length; at++) {
      const other = cursor[at] === 'A' ? 'B' : 'A'
      const altered = `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`
      expect(() => cursors.decode(altered, filter)).toThrow(refused)
    }
  })

  it('refuses any text that it did not make', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void expect(() => cursors.decode(text, filter)).toThrow(refused)),
    )
    expect(() => cursors.decode('A'.repeat(65_536), filter)).toThrow(refused)
  })
})
