import { describe, expect, it } from 'vitest'
import { countWaiting, mergeLists } from './work-in-view.ts'

const work = (id: string, state: string, minute: number) => ({
  id,
  state,
  createdAt: `2026-11-23T12:${String(minute).padStart(2, '0')}:00.000Z`,
})
const page = (...items: ReturnType<typeof work>[]) => ({ items, nextCursor: null })

describe('the work that the overview shows', () => {
  it('holds what runs, however much was asked for after it', () => {
    const waiting = Array.from({ length: 12 }, (_, i) => work(`waiting ${i}`, 'queued', 20 + i))
    const merged = mergeLists([page(work('oldest', 'running', 1)), page(...waiting), page(waiting[11]!)])
    expect(merged).toHaveLength(13)
    expect(merged[0]?.id).toBe('waiting 11')
    expect(merged.at(-1)).toMatchObject({ id: 'oldest', state: 'running' })
  })

  it('holds what two lists tell as the first of them tells it', () => {
    const merged = mergeLists([page(work('a', 'running', 1)), page(work('a', 'queued', 1))])
    expect(merged).toEqual([work('a', 'running', 1)])
  })

  it('waits as far as it is listed, and beyond the list as far as it was counted', () => {
    const items = [work('a', 'queued', 1), work('b', 'running', 2)]
    expect(countWaiting(items, false, 7)).toBe(1)
    expect(countWaiting(items, true, 25)).toBe(25)
    expect(countWaiting(items, true, 0)).toBe(1)
    expect(countWaiting(items, true, undefined)).toBeNull()
  })
})
