import { describe, expect, it } from 'vitest'
import { idSchema, idsQuery, instantSchema, nameSchema, queryInteger, seedSchema } from './id.ts'

function accepts(schema: { safeParse(value: unknown): { success: boolean } }, values: unknown[]): boolean[] {
  return values.map((value) => schema.safeParse(value).success)
}

describe('an id', () => {
  it('is a UUID', () => {
    expect(accepts(idSchema, ['01890a5d-ac96-774b-bcce-b302099a8057', 'x', '', 7])).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('is in small letters, however it was written', () => {
    expect(idSchema.parse('01890A5D-AC96-774B-BCCE-B302099A8057')).toBe(
      '01890a5d-ac96-774b-bcce-b302099a8057',
    )
  })
})

describe('ids in a query string', () => {
  it('are separated by commas, in small letters, and not more than there may be', () => {
    const [first, second] = ['01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac96-774b-bcce-b302099a8058']
    expect(idsQuery(2).parse(`${first},${second.toUpperCase()}`)).toEqual([first, second])
    expect(accepts(idsQuery(1), [first, `${first},${second}`, `${first},`, ''])).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

describe('an instant', () => {
  it('is in UTC with milliseconds', () => {
    const wrong = ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000+01:00', '2026-02-30T12:00:00.000Z', '']
    expect(accepts(instantSchema, ['2026-01-31T12:00:00.000Z', ...wrong])).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('a name', () => {
  it('begins with a letter or digit and holds at most 64 plain characters', () => {
    expect(accepts(nameSchema, ['a', 'ppo-cartpole.v2_b', 'x'.repeat(64)])).toEqual([true, true, true])
    expect(accepts(nameSchema, ['', '-a', '.a', 'a b', 'a/b', 'ä', 'x'.repeat(65), 'a\n'])).not.toContain(
      true,
    )
  })
})

describe('a seed', () => {
  it('is a whole number that JSON carries exactly', () => {
    expect(accepts(seedSchema, [0, 2 ** 53 - 1])).toEqual([true, true])
    expect(accepts(seedSchema, [-1, 0.5, 2 ** 53, Number.NaN, '1'])).not.toContain(true)
  })
})

describe('an integer in a query string', () => {
  it('becomes a number within its bounds', () => {
    expect(queryInteger(1, 200).parse('200')).toBe(200)
    expect(queryInteger(1, 200).parse('007')).toBe(7)
  })

  it('is digits only', () => {
    expect(
      accepts(queryInteger(0, 9), ['', '-1', '+1', '1.0', '1e0', '0x1', ' 1', '10', '99999999999', 1]),
    ).not.toContain(true)
  })
})
