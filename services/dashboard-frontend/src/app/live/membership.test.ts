import { describe, expect, it } from 'vitest'
import { isUntrue } from './membership.ts'

const running = { id: 'a', agent: 'Pole', environment: 'CartPole-v1', state: 'running', verdict: null }
const others = [{ id: 'b' }]
const withIt = [...others, { id: 'a' }]

describe('a filtered list', () => {
  it('is untrue when an entry has left its filter, or has come under it', () => {
    expect(isUntrue({ state: 'queued' }, withIt, running)).toBe(true)
    expect(isUntrue({ state: 'running' }, others, running)).toBe(true)
    expect(isUntrue({ state: 'running' }, withIt, running)).toBe(false)
    expect(isUntrue({ state: 'queued' }, others, running)).toBe(false)
    expect(isUntrue({ verdict: 'improved' }, others, running)).toBe(false)
  })

  it('stays true by what another of its filters keeps out', () => {
    expect(isUntrue({ state: 'running', agent: 'lander' }, others, running)).toBe(false)
    expect(isUntrue({ state: 'running', search: 'lander' }, others, running)).toBe(false)
    expect(isUntrue({ state: 'running', search: 'pol' }, others, running)).toBe(true)
    expect(isUntrue({ state: 'running', search: 'a' }, others, running)).toBe(true)
  })

  it('stays true when it is filtered by nothing that changes', () => {
    expect(isUntrue({}, others, running)).toBe(false)
    expect(isUntrue({ agent: 'Pole' }, others, running)).toBe(false)
  })

  it('may be untrue by what is not known of an entry', () => {
    const promoted = { id: 'a', agent: 'Pole', isBaseline: true }
    expect(isUntrue({ baseline: 'true', environment: 'CartPole-v1' }, others, promoted)).toBe(true)
    expect(isUntrue({ baseline: 'true', search: 'cart' }, others, promoted)).toBe(true)
    expect(isUntrue({ baseline: 'false' }, withIt, promoted)).toBe(true)
    expect(isUntrue({ baseline: 'true', agent: 'lander' }, others, promoted)).toBe(false)
  })
})
