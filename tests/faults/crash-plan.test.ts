import { describe, expect, it } from 'vitest'
import { victims } from '../harness/victim.ts'
import { phases, planCrashes } from './crash-plan.ts'

describe('a plan of crashes', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planCrashes(7, 8)).toEqual(planCrashes(7, 8))
    expect(planCrashes(7, 8)).not.toEqual(planCrashes(8, 8))
    expect(() => planCrashes(-1, 8)).toThrow(RangeError)
  })

  it('kills everybody equally often, and in every phase', () => {
    const plan = planCrashes(1, 8)
    expect(plan).toHaveLength(56)
    for (const victim of victims) {
      const own = plan.filter((crash) => crash.victim === victim)
      expect(own).toHaveLength(8)
      for (const phase of phases)
        expect(own.filter((crash) => crash.phase === phase).length, `${victim} in ${phase}`).toBeGreaterThan(
          1,
        )
    }
  })

  it('spreads the moments over the whole of the work, and mixes the victims', () => {
    const plan = planCrashes(1, 40)
    for (const quarter of [0, 1, 2, 3]) {
      const share = plan.filter(({ moment }) => Math.floor(moment * 4) === quarter).length / plan.length
      expect(share).toBeGreaterThan(0.15)
    }
    const twice = plan.filter(({ victim }, index) => victim === plan[index - 1]?.victim).length
    expect(twice / plan.length).toBeLessThan(0.3)
  })
})
