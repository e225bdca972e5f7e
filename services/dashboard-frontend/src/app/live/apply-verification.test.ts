import { QueryClient } from '@tanstack/react-query'
import type { TarsEvent, Verification } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { applyVerification, isVerificationEvent } from './apply-verification.ts'

const at = '2026-11-23T12:00:00.000Z'
const key = ['verifications', 'e']
const event = (kind: string, data: object = {}) => {
  const made = { kind, data: { evaluation: 'e', verification: 'v', ...data } } as unknown as TarsEvent
  if (!isVerificationEvent(made)) throw new Error(`${kind} is not about a verification`)
  return made
}

function setUp(known: Partial<Verification>) {
  const queries = new QueryClient()
  const other = { id: 'w', state: 'completed', episodesDone: 9 }
  queries.setQueryData(key, {
    items: [{ id: 'v', episodesDone: 0, startedAt: null, ...known }, other],
    nextCursor: null,
  })
  const first = () => queries.getQueryData<{ items: Verification[] }>(key)!.items[0]!
  return { queries, first, isStale: () => queries.getQueryState(key)?.isInvalidated }
}

describe('a verification that is looked at', () => {
  it('moves forward with its episodes and never back', async () => {
    const { queries, first, isStale } = setUp({ state: 'queued' })
    await applyVerification(
      queries,
      event('verification.progressed', { episodesDone: 50, episodesTotal: 200 }),
      at,
    )
    expect(first()).toMatchObject({ state: 'running', episodesDone: 50, episodesTotal: 200, startedAt: at })
    await applyVerification(
      queries,
      event('verification.progressed', { episodesDone: 40, episodesTotal: 200 }),
      at,
    )
    expect(first().episodesDone).toBe(50)
    expect(isStale()).toBe(false)
  })

  it('stays over when a late report arrives', async () => {
    const { queries, first } = setUp({ state: 'completed', episodesDone: 200 })
    await applyVerification(
      queries,
      event('verification.progressed', { episodesDone: 200, episodesTotal: 200 }),
      at,
    )
    expect(first().state).toBe('completed')
  })

  it('is read again when it is asked for, completed or has failed', async () => {
    for (const kind of ['requested', 'completed', 'failed']) {
      const { queries, isStale } = setUp({ state: 'running' })
      await applyVerification(queries, event(`verification.${kind}`), at)
      expect(isStale(), kind).toBe(true)
    }
  })

  it('is nothing that other events are about', () => {
    expect(isVerificationEvent({ kind: 'evaluation.cancelled', data: {} } as TarsEvent)).toBe(false)
  })
})
