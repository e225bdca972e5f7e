import { describe, expect, it } from 'vitest'
import { actionRequestSchema } from './agent.ts'

describe('a request for actions', () => {
  const problemsOf = (observations: unknown) =>
    actionRequestSchema
      .safeParse({ observations })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)

  it('is told the first entry of each observation that is no number, however many there are', () => {
    expect(problemsOf([[0, '1', null], [1], [Number.POSITIVE_INFINITY], Array(4_000).fill('')])).toEqual([
      'observations.0.1 must be a finite number',
      'observations.2.0 must be a finite number',
      'observations.3.0 must be a finite number',
    ])
  })

  it('holds observations of 1 to 4,096 numbers', () => {
    const accepts = [0, 1, 4_096, 4_097].map((size) => problemsOf([Array(size).fill(0.5)]) === undefined)
    expect(accepts).toEqual([false, true, true, false])
  })

  it('is described as lists of lists of numbers', () => {
    expect(actionRequestSchema.shape.observations.toJSONSchema()).toMatchObject({
      type: 'array',
      items: { type: 'array', minItems: 1, maxItems: 4_096, items: { type: 'number' } },
    })
  })
})
