import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trainTinyPolicy } from '../../../tests/harness/evaluation.ts'
import { play } from './play.ts'
import type { PlayOrder } from './play-message.ts'

const policy = trainTinyPolicy().file

const order: PlayOrder = {
  environment: 'CartPole-v1',
  policyFile: policy,
  mode: 'deterministic',
  suiteSeed: 7,
  first: 0,
  count: 12,
}

function playAll(changes: Partial<PlayOrder> = {}) {
  const answer = play({ ...order, ...changes })
  if (answer.kind === 'refused') throw new Error(answer.error)
  return answer.episodes
}

describe('playing', () => {
  it('gives the same episodes however an order is split', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(policy, null),
        fc.constantFrom('deterministic' as const, 'stochastic' as const),
        fc.nat({ max: 1_000_000 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 }),
        (policyFile, mode, suiteSeed, cuts) => {
          const whole = playAll({ policyFile, mode, suiteSeed })
          const ends = [...cuts.toSorted((a, b) => a - b), 12]
          const parts = ends.flatMap((end, index) => {
            const first = ends[index - 1] ?? 0
            return playAll({ policyFile, mode, suiteSeed, first, count: end - first })
          })
          expect(parts).toEqual(whole)
          expect(whole.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, index) => index))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('begins no other episode once its time is over, but plays at least one', () => {
    const whole = playAll()
    const answer = play(order, 0)
    expect(answer).toEqual({ kind: 'played', episodes: whole.slice(0, 1) })
    expect(play(order, 60_000)).toEqual({ kind: 'played', episodes: whole })
  })

  it('resets episode i with the i-th word of the seed sequence, as Python does', () => {
    // numpy.random.SeedSequence(42).generate_state(4)
    const seeds = playAll({ suiteSeed: 42, count: 4 }).map(({ seed }) => seed)
    expect(seeds).toEqual([3_444_837_047, 2_669_555_309, 2_046_530_742, 3_581_440_988])
  })

  it('gives for each episode what CartPole allows', () => {
    for (const episode of playAll({ policyFile: null })) {
      expect(episode.return).toBe(episode.length)
      expect(episode.length).toBeGreaterThan(7)
      expect(episode.length).toBeLessThanOrEqual(500)
      expect(episode.terminated || episode.truncated).toBe(true)
    }
  })

  it('plays other episodes with another policy, seed or mode', () => {
    const lengths = (changes: Partial<PlayOrder>) => playAll(changes).map(({ length }) => length)
    const usual = lengths({})
    expect(lengths({})).toEqual(usual)
    expect(lengths({ policyFile: null })).not.toEqual(usual)
    expect(lengths({ suiteSeed: 8 })).not.toEqual(usual)
    expect(lengths({ mode: 'stochastic' })).not.toEqual(usual)
  })

  it.each([
    ['an environment that is not known', { environment: 'Pong-v5' }, 'The environment Pong-v5 is not known'],
    ['a file that is none', { policyFile: new Uint8Array(3) }, 'not a safetensors file'],
    ['a file that was cut short', { policyFile: policy.subarray(0, policy.length - 1) }, 'lies outside'],
    [
      'a policy for another environment',
      {
        policyFile: Buffer.from(
          Buffer.from(policy).toString('latin1').replace('CartPole-v1', 'CartPole-v9'),
          'latin1',
        ),
      },
      'The policy was trained for CartPole-v9, not for CartPole-v1.',
    ],
    ['a seed that is none', { suiteSeed: -1 }, 'seed'],
  ])('refuses %s, and says why', (_, changes, error) => {
    expect(play({ ...order, ...changes })).toEqual({
      kind: 'refused',
      error: expect.stringContaining(error),
    })
  })

  it('does not take a mistake in the program for a fault of the order', () => {
    expect(() => play({ ...order, policyFile: 'no bytes at all' as never })).toThrow(TypeError)
  })
})
