import { describe, expect, it } from 'vitest'
import { toCsv } from './csv.ts'

describe('CSV', () => {
  it('has a row of names and a row of values each, absence empty', () => {
    expect(
      toCsv(
        ['steps', 'loss, "policy"'],
        [
          [1, 2],
          [0.5, null],
        ],
      ),
    ).toBe('steps,"loss, ""policy"""\r\n1,0.5\r\n2,\r\n')
  })

  it('quotes words that would break a row', () => {
    expect(
      toCsv(
        ['policy', 'iqm'],
        [
          ['pole, v1', 'pole v2'],
          [480.5, 3],
        ],
      ),
    ).toBe('policy,iqm\r\n"pole, v1",480.5\r\npole v2,3\r\n')
  })

  it('has only names when there are no columns', () => {
    expect(toCsv(['steps'], [])).toBe('steps\r\n')
  })
})
