import { describe, expect, it } from 'vitest'
import { placeOf, recover } from './position.ts'

const since = { epoch: 'e1', offset: 10 }

describe('position', () => {
  it('tells the next event from one it has had and one too far', () => {
    expect([9, 10, 11, 12].map((offset) => placeOf(since, offset))).toEqual([
      'duplicate',
      'duplicate',
      'next',
      'gap',
    ])
  })

  it('goes on where it stood when the server can follow', () => {
    expect(recover(since, { ...since, recovered: true })).toEqual({ position: since, snapshot: false })
    expect(recover(since, { epoch: 'e1', offset: 7, recovered: true })).toEqual({
      position: since,
      snapshot: false,
    })
  })

  it.each([
    ['nothing was read yet', null, { epoch: 'e1', offset: 10, recovered: true }],
    ['the server says so', since, { epoch: 'e1', offset: 10, recovered: false }],
    ['the log is another one', since, { epoch: 'e2', offset: 10, recovered: true }],
    ['the answer leaves events out', since, { epoch: 'e1', offset: 11, recovered: true }],
  ])('asks for a snapshot when %s', (_, from, answer) => {
    const { epoch, offset } = answer
    expect(recover(from, answer)).toEqual({ position: { epoch, offset }, snapshot: true })
  })
})
