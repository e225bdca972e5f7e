import { describe, expect, it } from 'vitest'
import { countFilters, isTyping, listOffers, listQuery, readListSearch } from './list-search.ts'

describe('the address of a list', () => {
  it('keeps every filter that the list offers', () => {
    const search = {
      q: 'cart',
      agent: 'cartpole',
      environment: 'CartPole-v1',
      state: 'judged',
      verdict: 'improved',
    }
    expect(readListSearch(listOffers.evaluations)({ ...search, x: 1 })).toEqual(search)
    expect(readListSearch(listOffers.policies)({ baseline: false })).toEqual({ baseline: false })
  })

  it('says undefined of what it refuses, for the router would keep the raw word otherwise', () => {
    const raw = { q: '', agent: 'a', environment: ['x'], state: 'judged', verdict: 'x', baseline: true }
    const nothing = { q: undefined, environment: undefined, verdict: undefined, baseline: undefined }
    expect(readListSearch(listOffers.agents)(raw)).toStrictEqual({
      ...nothing,
      agent: undefined,
      state: undefined,
    })
    expect(readListSearch(listOffers.evaluations)(raw)).toStrictEqual({
      ...nothing,
      agent: 'a',
      state: 'judged',
    })
    expect(readListSearch(listOffers.policies)({ baseline: 'yes' }).baseline).toBeUndefined()
  })

  it('takes a number for words, and no more words than the platform does', () => {
    expect(readListSearch({})({ q: 42 }).q).toBe('42')
    expect(readListSearch({})({ q: 'x'.repeat(100) }).q).toHaveLength(64)
  })

  it('becomes the query of the platform, without what does not filter', () => {
    expect(listQuery({ q: ' cart ', state: 'failed', agent: undefined })).toEqual({
      search: 'cart',
      state: 'failed',
    })
    expect(listQuery({ q: '  ', baseline: false })).toEqual({ baseline: 'false' })
    expect(countFilters({ q: '  ' })).toBe(0)
    expect(countFilters({ q: 'a', verdict: 'improved', baseline: false })).toBe(3)
  })

  it('is replaced while somebody types, and kept in the history for every other choice', () => {
    expect(isTyping({ q: 'c' }, { q: 'ca' })).toBe(true)
    expect(isTyping({}, { q: 'c' })).toBe(false)
    expect(isTyping({ q: 'c' }, {})).toBe(false)
    expect(isTyping({ q: 'c' }, { q: 'c', state: 'failed' })).toBe(false)
  })
})
