import type { Verification } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { describeVerification, verificationRatio } from './describe-verification.ts'

const given = (part: Partial<Verification>) =>
  ({
    episodesDone: 0,
    episodesTotal: 200,
    matches: null,
    differing: null,
    error: null,
    ...part,
  }) as Verification
const told = (part: Partial<Verification>) => {
  const { tone, sentence } = describeVerification(given(part))
  return `${tone}: ${sentence}`.replaceAll('\u00a0', ' ')
}

describe('a verification in words', () => {
  it('tells how far it is', () => {
    expect(told({ state: 'queued' })).toBe('nothing: Waits to be played again.')
    expect(told({ state: 'running', episodesDone: 50 })).toBe('running: 25 % of 200 episodes played again.')
    expect(verificationRatio(given({ episodesDone: 300 }))).toBe(1)
    expect(verificationRatio(given({ episodesTotal: 0 }))).toBe(0)
  })

  it('tells what it has found, and never calls silence a match', () => {
    expect(told({ state: 'completed', matches: true, differing: 0 })).toMatch(
      /^good: Repeatable: 200 episodes/,
    )
    expect(told({ state: 'completed', matches: false, differing: 1 })).toBe(
      'bad: Not repeatable: 1 episode of 200 episodes went another way than recorded.',
    )
    expect(told({ state: 'completed', matches: false, differing: 0 })).toMatch(
      /^bad: Not repeatable: the receipt/,
    )
    expect(told({ state: 'completed', matches: null })).toMatch(/^bad/)
  })

  it('tells why it could not be done', () => {
    expect(told({ state: 'failed', error: 'the policy file is gone' })).toContain('the policy file is gone')
    expect(told({ state: 'failed' })).toContain('no reason was given')
  })
})
