import { describe, expect, it } from 'vitest'
import { createRunStep, type StartStep } from './start-steps.ts'

function record(signal?: AbortSignal) {
  const steps: StartStep[] = []
  let clock = 0
  const now = () => {
    clock += 1_500
    return clock
  }
  return { steps, run: createRunStep((step) => steps.push(step), signal, now) }
}

describe('a step of the start', () => {
  it('is told when it begins and when it is done, with its time and its result in words', async () => {
    const { steps, run } = record()
    expect(
      await run(
        'count',
        async () => 42,
        (n) => `${n} things`,
      ),
    ).toBe(42)
    expect(steps).toEqual([
      { name: 'count', state: 'started' },
      { name: 'count', state: 'done', seconds: 1.5, detail: '42 things' },
    ])
  })

  it('that fails says so in one line and passes the error on', async () => {
    const { steps, run } = record()
    const work = async () => {
      throw new Error('no luck\nat all')
    }
    await expect(run('try', work)).rejects.toThrow('no luck')
    expect(steps[1]).toEqual({ name: 'try', state: 'failed', seconds: 1.5, detail: 'no luck' })
  })

  it('does not begin once the start was called off', async () => {
    const { steps, run } = record(AbortSignal.abort(new Error('called off')))
    await expect(run('late', async () => 1)).rejects.toThrow('called off')
    expect(steps).toEqual([])
  })
})
