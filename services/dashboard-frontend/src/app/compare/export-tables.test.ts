import { describe, expect, it } from 'vitest'
import { intervalTable, profileTable } from './export-tables.ts'
import type { NamedPolicy } from './named-policy.ts'

const policies = [
  {
    name: 'pole v1',
    policyId: 'a',
    evaluationId: 'e',
    score: { iqm: 480, mean: 470 },
    iqmInterval95: [460, 490],
    profile: [1, 0.5],
  },
  { name: 'pole v2', policyId: 'b', evaluationId: null, score: null, iqmInterval95: null, profile: null },
] as unknown as NamedPolicy[]

describe('what a comparison saves', () => {
  it('has a row for each policy with its interval, absence empty', () => {
    const { names, columns } = intervalTable(policies)
    expect(columns).toHaveLength(names.length)
    const row = (i: number) => Object.fromEntries(names.map((name, column) => [name, columns[column]![i]]))
    expect(row(0)).toMatchObject({ policy: 'pole v1', iqm: 480, iqmLow95: 460, iqmHigh95: 490 })
    expect(row(1)).toMatchObject({ policy: 'pole v2', iqm: null, iqmLow95: null, evaluationId: null })
  })

  it('has a row for each threshold of the profiles', () => {
    expect(profileTable(policies, [0, 100])).toEqual({
      names: ['return', 'pole v1', 'pole v2'],
      columns: [
        [0, 100],
        [1, 0.5],
        [null, null],
      ],
    })
  })
})
