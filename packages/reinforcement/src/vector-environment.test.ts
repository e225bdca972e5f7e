import { describe, expect, it } from 'vitest'
import { createArena } from './arena.ts'
import { cartPole } from './cart-pole.ts'
import { createEnvironment, type EnvironmentModel } from './environment.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'
import {
  CONTINUES,
  createVectorEnvironment,
  TERMINATED,
  TRUNCATED,
  vectorEnvironmentLayout,
} from './vector-environment.ts'

function createVector(model: EnvironmentModel, count: number) {
  const memory = createArena(vectorEnvironmentLayout(model, count)).views
  return { memory, vector: createVectorEnvironment(model, memory) }
}

describe('a vector environment', () => {
  it('plays what single environments play with the same reset seeds and actions', () => {
    const seeds = createSeedSequence(11)
    const { memory, vector } = createVector(cartPole, 3)
    vector.begin(seeds)
    const singles = [0, 1, 2].map((n) => {
      const resets = createRandomStream(seeds.child(n))
      const environment = createEnvironment(cartPole)
      return { resets, environment, observation: environment.reset(resets.uint32()) }
    })
    const random = createRandomStream(createSeedSequence(12))
    let ended = 0
    for (let t = 0; t < 200; t++) {
      const actions = Int32Array.from([random.below(2), random.below(2), random.below(2)])
      vector.step(actions)
      singles.forEach((single, n) => {
        const step = single.environment.step(actions[n]!)
        expect(memory.rewards[n]).toBe(step.reward)
        expect(memory.endings[n]).toBe(step.terminated ? TERMINATED : step.truncated ? TRUNCATED : CONTINUES)
        single.observation = step.observation
        if (step.terminated || step.truncated) {
          ended++
          expect(memory.finalObservations.subarray(n * 4, n * 4 + 4)).toEqual(step.observation)
          single.observation = single.environment.reset(single.resets.uint32())
        }
        expect(memory.observations.subarray(n * 4, n * 4 + 4)).toEqual(single.observation)
      })
    }
    expect(ended).toBeGreaterThan(10)
  })

  it('marks the time limit as truncation and the rule of the task as termination', () => {
    const short = { ...cartPole, description: { ...cartPole.description, stepsMax: 3 } }
    const { memory, vector } = createVector(short, 1)
    vector.begin(createSeedSequence(0))
    const endings = Array.from({ length: 6 }, () => {
      vector.step(Int32Array.of(1))
      return memory.endings[0]
    })
    expect(endings).toEqual([CONTINUES, CONTINUES, TRUNCATED, CONTINUES, CONTINUES, TRUNCATED])

    memory.states.set([2.39, 10, 0, 0])
    memory.stepCounts[0] = 2
    vector.step(Int32Array.of(1))
    expect(memory.endings[0]).toBe(TERMINATED)
  })

  it('gives each environment other episodes', () => {
    const { memory, vector } = createVector(cartPole, 8)
    vector.begin(createSeedSequence(0))
    expect(new Set(memory.states).size).toBe(32)
  })
})
