import { curvePointsMax, routes, type TrainingPoint } from '@tars/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { listCurves } from './curves.ts'
import { createId } from './id.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

type Return = TrainingPoint['returnMean']

async function addCurve(returns: readonly Return[]): Promise<string> {
  const { id } = await addTraining(test.database)
  const points = returns.map((returnMean, index) => ({ steps: (index + 1) * 64, returnMean }))
  await test.database.query(
    `INSERT INTO training_points (training_id, steps, point)
     SELECT $1::uuid, (point ->> 'steps')::bigint, point FROM jsonb_array_elements($2::jsonb) AS point`,
    [id, JSON.stringify(points)],
  )
  return id
}

/** What the curve must be, computed in another way. */
function thin(returns: readonly Return[]): number[] {
  const values = returns.filter((value) => value !== null)
  if (values.length <= curvePointsMax) return values
  const gaps = curvePointsMax - 1
  return Array.from(
    { length: curvePointsMax },
    (_, i) => values[Math.floor((i * (values.length - 1)) / gaps)]!,
  )
}

describe('thinned learning curves', () => {
  it('hold at most 48 evenly spaced values with the first and the last, whatever the length', async () => {
    const value = fc.option(fc.integer({ min: -500, max: 500 }), { freq: 5 })
    const lengths = [0, 1, 2, 47, 48, 49, 95, 500]
    for (const length of lengths) {
      const [returns] = fc.sample(fc.array(value, { minLength: length, maxLength: length }), 1)
      const [curve] = await listCurves(test.database, [await addCurve(returns!)])
      const expected = thin(returns!)
      expect(curve?.returns).toEqual(expected)
      expect(curve?.last).toBe(expected.at(-1) ?? null)
    }
  })

  it('tell the least and the best over all points, also of those left out', async () => {
    const returns = Array.from({ length: 200 }, (_, index) => index / 10)
    returns[100] = 499.5
    returns[102] = -7.25
    const [curve] = await listCurves(test.database, [await addCurve(returns)])
    expect(curve).toMatchObject({ min: -7.25, max: 499.5, last: 19.9 })
    expect(curve?.returns).not.toContain(499.5)
    expect(routes['trainings.curves'].response.parse({ items: [curve] }).items).toEqual([curve])
  })

  it('come in the order of the ids; unknown ones are left out, empty ones are empty', async () => {
    const [one, none, nothing] = [await addCurve([1, 2]), await addCurve([]), await addCurve([null, null])]
    const curves = await listCurves(test.database, [nothing, createId(), one, none])
    expect(curves).toEqual([
      { trainingId: nothing, returns: [], last: null, min: null, max: null },
      { trainingId: one, returns: [1, 2], last: 2, min: 1, max: 2 },
      { trainingId: none, returns: [], last: null, min: null, max: null },
    ])
  })
})
