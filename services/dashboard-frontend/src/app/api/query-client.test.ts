import { TarsError } from '@tars/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  episodeReplay,
  evaluationById,
  evaluationEpisodes,
  evaluationPages,
  recentEvaluations,
} from './evaluation-queries.ts'
import { insightPages, policyById, policyPages, systemQuery } from './platform-queries.ts'
import { createQueryClient, isWorthRetrying } from './query-client.ts'
import { may, sessionKey, sessionQuery, setupQuery } from './session-queries.ts'
import {
  environmentsQuery,
  recentTrainings,
  trainingById,
  trainingPages,
  trainingPoints,
} from './training-queries.ts'

const problem = (status: number, code: string) =>
  new Response(
    JSON.stringify({
      type: 'about:blank',
      title: code,
      status,
      detail: 'x',
      code,
      advice: 'x',
      traceId: null,
    }),
    { status },
  )
const answer = (response: Response) => {
  const fetched = vi.fn(async (_address: string) => response.clone())
  vi.stubGlobal('fetch', fetched)
  return fetched
}

afterEach(() => void vi.unstubAllGlobals())

describe('reading from the platform', () => {
  it('gives nobody, not an error, when nobody is signed in', async () => {
    answer(problem(401, 'UNAUTHENTICATED'))
    expect(await createQueryClient().fetchQuery(sessionQuery)).toBeNull()
  })

  it('forgets who is calling as soon as any answer says that the session is lost', async () => {
    answer(problem(401, 'UNAUTHENTICATED'))
    const queries = createQueryClient()
    queries.setQueryData(sessionKey, { name: 'Ada' })
    await expect(queries.fetchQuery(recentTrainings)).rejects.toThrow(TarsError)
    expect(queries.getQueryData(sessionKey)).toBeNull()
  })

  it('keeps the session on any other problem', async () => {
    answer(problem(403, 'FORBIDDEN'))
    const queries = createQueryClient()
    queries.setQueryData(sessionKey, { name: 'Ada' })
    await expect(queries.fetchQuery(recentEvaluations)).rejects.toThrow(TarsError)
    await expect(queries.fetchQuery({ ...sessionQuery, staleTime: 0 })).rejects.toThrow(TarsError)
    expect(queries.getQueryData(sessionKey)).toEqual({ name: 'Ada' })
  })

  it('tries again only where trying can help, and not for ever', () => {
    expect(isWorthRetrying(0, new TarsError('SERVICE_UNAVAILABLE', 'x'))).toBe(true)
    expect(isWorthRetrying(2, new TarsError('SERVICE_UNAVAILABLE', 'x'))).toBe(false)
    expect(isWorthRetrying(0, new TarsError('NOT_FOUND', 'x'))).toBe(false)
    expect(isWorthRetrying(0, new Error('x'))).toBe(false)
  })

  it('reads a list page by page with the cursor that the server gave', async () => {
    const fetched = answer(new Response(JSON.stringify({ items: [], nextCursor: 'next' })))
    const options = trainingPages('running')
    const data = await createQueryClient().fetchInfiniteQuery(options)
    expect(String(fetched.mock.calls[0]![0])).toBe('/api/v1/trainings?limit=100&state=running')
    expect(options.getNextPageParam(data.pages[0]!, [], undefined, [])).toBe('next')
    expect(options.getNextPageParam({ items: [], nextCursor: null }, [], undefined, [])).toBeUndefined()
  })
})

describe('every query', () => {
  const id = '019abcde-0000-7000-8000-000000000001'
  it.each([
    ['/api/v1/setup', setupQuery],
    ['/api/v1/environments', environmentsQuery],
    [`/api/v1/trainings/${id}`, trainingById(id)],
    [`/api/v1/trainings/${id}/points`, trainingPoints(id)],
    ['/api/v1/evaluations?limit=30', recentEvaluations],
    [`/api/v1/evaluations/${id}`, evaluationById(id)],
    [`/api/v1/evaluations/${id}/episodes`, evaluationEpisodes(id)],
    [`/api/v1/evaluations/${id}/episodes/7/replay`, episodeReplay(id, 7)],
    [`/api/v1/policies/${id}`, policyById(id)],
    ['/api/v1/system', systemQuery],
  ])('asks the platform for %s', async (path, options) => {
    const fetched = answer(problem(404, 'NOT_FOUND'))
    await expect(
      createQueryClient().fetchQuery(options as unknown as typeof recentTrainings),
    ).rejects.toThrow(TarsError)
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([path])
  })

  it.each([
    ['/api/v1/evaluations?limit=100&state=judged', evaluationPages('judged')],
    ['/api/v1/policies?limit=100', policyPages],
    ['/api/v1/insights?limit=100', insightPages],
  ])('asks page by page for %s', async (path, options) => {
    const fetched = answer(new Response(JSON.stringify({ items: [], nextCursor: null })))
    const pages = options as unknown as ReturnType<typeof trainingPages>
    const data = await createQueryClient().fetchInfiniteQuery(pages)
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([path])
    expect(pages.getNextPageParam(data.pages[0]!, [], undefined, [])).toBeUndefined()
  })
})

describe('permission', () => {
  it('is what the principal carries; nobody may do nothing', () => {
    const principal = { permissions: ['read'] } as Parameters<typeof may>[0]
    expect(may(principal, 'read')).toBe(true)
    expect(may(principal, 'promote')).toBe(false)
    expect(may(null, 'read')).toBe(false)
  })
})
