import { describe, expect, it } from 'vitest'
import { type Operation, routes } from './api.ts'
import { pageLimitMax } from './page.ts'
import { listPermissions } from './permission.ts'
import type { Route } from './route.ts'

const table = Object.entries(routes) as [Operation, Route][]
const id = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('the route table', () => {
  it('gives every pair of method and path to one operation', () => {
    // Parameters count as equal, since a server could not tell `/things/{id}` from `/things/{name}`.
    const places = table.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
    expect(places.length).toBeGreaterThan(20)
  })

  it.each(table)('%s names in its path exactly the parameters that it checks', (_, route) => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(Object.keys(route.params?.shape ?? {})).toEqual(inPath)
  })

  it.each(table)('%s has a path that reads like a path and a summary that reads like a title', (_, route) => {
    expect(route.path).toMatch(/^(\/([a-z]+(-[a-z]+)*|\{[a-z]+\}))+$/)
    expect(route.summary).toMatch(/^[A-Z].*[^.]$/)
  })

  it.each(table)('%s sends a body only where its method carries one', (_, route) => {
    if (route.method !== 'POST') expect(route.body).toBeUndefined()
    if (route.method !== 'GET') expect(route.query).toBeUndefined()
  })

  it.each(table)('%s answers content unless its status says that there is none', (_, route) => {
    expect(route.response === undefined).toBe(route.status === 204)
  })

  it.each(table)('%s needs a permission that somebody can have', (_, { access }) => {
    expect(['public', 'identified', ...listPermissions('admin')]).toContain(access)
  })

  it('lets nobody without an identity change anything but sign in', () => {
    const open = table.filter(([, { access, method }]) => access === 'public' && method !== 'GET')
    expect(open.map(([operation]) => operation)).toEqual(['setup.complete', 'session.create'])
  })

  it('lets the permission to read change nothing', () => {
    const changing = table.filter(([, { access, method }]) => access === 'read' && method !== 'GET')
    expect(changing.map(([operation]) => operation)).toEqual(['live.ticket'])
  })

  it('bounds every page by the same maximum', () => {
    const lists = table.filter(
      ([operation]) => operation.endsWith('.list') && operation !== 'environments.list',
    )
    expect(lists.length).toBe(7)
    for (const [, { query }] of lists) {
      expect(query?.safeParse({ limit: String(pageLimitMax) }).success).toBe(true)
      expect(query?.safeParse({ limit: String(pageLimitMax + 1) }).success).toBe(false)
      expect(query?.safeParse({ limit: '0' }).success).toBe(false)
      expect(query?.safeParse({ colour: 'red' }).success).toBe(false)
    }
  })

  it('takes an episode by its index, a whole number in range', () => {
    const { params } = routes['evaluations.replay']
    expect(params.parse({ id, index: '9999' })).toEqual({ id, index: 9_999 })
    for (const index of ['10000', '-1', '1.5', '1e3', '', ' 1']) {
      expect(params.safeParse({ id, index }).success).toBe(false)
    }
  })

  it('refuses ids that are none', () => {
    const { params } = routes['trainings.read']
    expect(params.safeParse({ id }).success).toBe(true)
    for (const wrong of ['', '1', '../agents', `${id}0`])
      expect(params.safeParse({ id: wrong }).success).toBe(false)
  })
})
