import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { createEnvironment } from './environment.ts'

describe('an environment', () => {
  it('refuses steps outside an episode and actions that it does not know', () => {
    const environment = createEnvironment(cartPole)
    expect(() => environment.step(0)).toThrow(/call reset first/)
    environment.reset(0)
    for (const action of [-1, 2, 0.5]) expect(() => environment.step(action)).toThrow(/action must be/)
    while (!environment.step(1).terminated);
    expect(() => environment.step(0)).toThrow(/call reset first/)
  })

  it('may reach the time limit in the very step that terminates it, as in Gymnasium', () => {
    const stepsMax = recordedFall()
    const environment = createEnvironment({ ...cartPole, description: { ...cartPole.description, stepsMax } })
    environment.reset(0)
    for (let t = 1; t < stepsMax; t++) environment.step(1)
    expect(environment.step(1)).toMatchObject({ terminated: true, truncated: true })
  })

  it('hands out observations that later steps do not change', () => {
    const environment = createEnvironment(cartPole)
    const first = environment.reset(0)
    const kept = first.slice()
    environment.step(1)
    expect(first).toEqual(kept)
  })
})

/** How many pushes to the right the pole survives from seed 0. */
function recordedFall(): number {
  const environment = createEnvironment(cartPole)
  environment.reset(0)
  for (let steps = 1; ; steps++) if (environment.step(1).terminated) return steps
}
