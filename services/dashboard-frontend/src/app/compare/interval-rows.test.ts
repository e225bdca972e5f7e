import type { ComparedPolicy } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { layIntervalRows } from './interval-rows.ts'

const policy = (given: Partial<ComparedPolicy>, iqm: number | null = 480) =>
  ({
    policyId: 'a',
    isBaseline: false,
    score: iqm === null ? null : { iqm },
    iqmInterval95: null,
    ...given,
  }) as ComparedPolicy

describe('an interval plot', () => {
  it('has a row for each policy that was measured, on one scale that holds all of it', () => {
    const layout = layIntervalRows(
      [
        policy({ iqmInterval95: [470, 490] }),
        policy({ policyId: 'b' }, null),
        policy({ policyId: 'c' }, 200),
      ],
      null,
      0,
      300,
    )
    expect(layout.rows.map(({ policyId }) => policyId)).toEqual(['a', 'c'])
    const [first, second] = layout.rows
    expect(first!.interval!.low).toBeLessThan(first!.x)
    expect(first!.interval!.high).toBeLessThan(300)
    expect(second!.x).toBeGreaterThan(0)
    expect(second!.interval).toBeNull()
  })

  it('marks the baseline and what counts as solved where there are such', () => {
    const layout = layIntervalRows([policy({ isBaseline: true })], 475, 0, 300)
    expect(layout.baseline).toBe(layout.rows[0]!.x)
    expect(layout.solved).toBeLessThan(layout.baseline!)
    expect(layIntervalRows([policy({}, null)], null, 0, 300)).toMatchObject({
      rows: [],
      baseline: null,
      solved: null,
    })
  })
})
