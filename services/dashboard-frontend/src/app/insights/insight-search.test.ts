import { expect, it } from 'vitest'
import { readInsightSearch } from './insight-search.ts'

it('the address of the insights holds what they can be filtered by, and nothing else', () => {
  const search = { severity: 'critical', kind: 'policy.regressed', agent: 'pole', page: 3 }
  const { page, ...filter } = search
  expect(readInsightSearch(search)).toEqual(filter)
  expect(readInsightSearch({ severity: 'dire', kind: 'x', agent: '../pole' })).toStrictEqual({
    severity: undefined,
    kind: undefined,
    agent: undefined,
  })
})
