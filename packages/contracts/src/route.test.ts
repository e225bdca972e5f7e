import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathOf, type Route } from './route.ts'

function routeOf(path: string): Route {
  return { method: 'GET', path, access: 'read', summary: 'A route', status: 200 }
}

describe('the path of a call', () => {
  it('stands below the prefix', () => {
    expect(pathOf(routeOf('/agents'))).toBe('/api/v1/agents')
  })

  it('has its parameters filled in and its query appended', () => {
    const path = pathOf(routeOf('/things/{id}/parts/{index}'), {
      params: { id: 'a', index: 3 },
      query: { limit: 5 },
    })
    expect(path).toBe('/api/v1/things/a/parts/3?limit=5')
  })

  it('leaves out of its query what is not given', () => {
    const query = { cursor: undefined, agent: null, limit: 0, state: '' }
    expect(pathOf(routeOf('/things'), { query })).toBe('/api/v1/things?limit=0&state=')
  })

  it('keeps any text inside its own segment and its own query parameter', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/^\.{1,2}$/.test(value))
    fc.assert(
      fc.property(text, text, (id, agent) => {
        const url = new URL(
          pathOf(routeOf('/things/{id}/parts'), { params: { id }, query: { agent } }),
          'http://h',
        )
        expect(url.pathname.split('/').length).toBe(6)
        expect(decodeURIComponent(url.pathname.split('/')[4]!)).toBe(id)
        expect([...url.searchParams]).toEqual([['agent', agent]])
        expect(url.hash).toBe('')
      }),
    )
  })
})
