import { TarsError } from '@tars/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { suiteOf } from '../compare/comparison-search.ts'
import { policyComparison, policySuggestions } from './comparison-queries.ts'
import { agentsOfEnvironment, environmentPreview } from './environment-queries.ts'
import {
  episodeReplay,
  evaluationById,
  evaluationEpisodes,
  evaluationPages,
  evaluationsOf,
  recentEvaluations,
} from './evaluation-queries.ts'
import { insightPages } from './insight-queries.ts'
import { isCheapToRead, listEntriesMax, listPageSize, listPages, rereadPagesMax } from './list-pages.ts'
import { logLines, migrationsQuery, systemQuery, workQuery } from './platform-queries.ts'
import {
  agentByName,
  agentChoices,
  agentPages,
  openProposals,
  policiesOf,
  policyById,
  policyFileAddress,
  policyPages,
  promotionsOf,
} from './policy-queries.ts'
import { createQueryClient, isWorthRetrying } from './query-client.ts'
import { may, sessionKey, sessionQuery, setupQuery } from './session-queries.ts'
import {
  environmentsQuery,
  latestTraining,
  recentTrainings,
  trainingById,
  trainingCurve,
  trainingPages,
  trainingPoints,
} from './training-queries.ts'
import { verificationsOf } from './verification-queries.ts'

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
    await expect(queries.fetchQuery(latestTraining)).rejects.toThrow(TarsError)
    expect(queries.getQueryData(sessionKey)).toBeNull()
  })

  it('keeps the session on any other problem', async () => {
    answer(problem(403, 'FORBIDDEN'))
    const queries = createQueryClient()
    queries.setQueryData(sessionKey, { name: 'Ada' })
    await expect(queries.fetchQuery(recentEvaluations('judged'))).rejects.toThrow(TarsError)
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
    const options = trainingPages({ state: 'running', q: 'cart' })
    const data = await createQueryClient().fetchInfiniteQuery(options)
    expect(String(fetched.mock.calls[0]![0])).toBe('/api/v1/trainings?search=cart&state=running&limit=100')
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
    ['/api/v1/trainings?limit=1', latestTraining],
    ['/api/v1/trainings?state=queued&limit=12', recentTrainings('queued')],
    ['/api/v1/evaluations?state=judged&limit=12', recentEvaluations('judged')],
    [`/api/v1/evaluations/${id}`, evaluationById(id)],
    [`/api/v1/evaluations/${id}/episodes`, evaluationEpisodes(id)],
    [`/api/v1/evaluations/${id}/episodes/7/replay`, episodeReplay(id, 7)],
    [`/api/v1/evaluations?policy=${id}&limit=12`, evaluationsOf({ policy: id })],
    [`/api/v1/policies/${id}`, policyById(id)],
    ['/api/v1/policies?agent=cartpole&limit=200', policiesOf('cartpole')],
    ['/api/v1/agents/cartpole', agentByName('cartpole')],
    ['/api/v1/agents?limit=200', agentChoices()],
    ['/api/v1/agents?limit=200&search=pole', agentChoices('pole')],
    ['/api/v1/promotions?agent=cartpole&limit=200', promotionsOf('cartpole')],
    ['/api/v1/promotions?state=proposed&limit=20', openProposals],
    [`/api/v1/training-curves?trainings=${id}`, trainingCurve(id)],
    ['/api/v1/system', systemQuery],
    ['/api/v1/system/work', workQuery],
    ['/api/v1/system/migrations', migrationsQuery],
    ['/api/v1/system/logs?service=ppo-agent&lines=200', logLines({ service: 'ppo-agent' }, true)],
    ['/api/v1/environments/CartPole-v1/preview?seed=7', environmentPreview('CartPole-v1', 7)],
    ['/api/v1/agents?environment=CartPole-v1&limit=6', agentsOfEnvironment('CartPole-v1')],
    [`/api/v1/evaluations/${id}/verifications?limit=20`, verificationsOf(id)],
    ['/api/v1/policies?limit=20', policySuggestions('')],
    ['/api/v1/policies?limit=20&search=pole', policySuggestions('pole')],
    [
      `/api/v1/comparisons?policies=${id}&episodes=100&seed=0&mode=deterministic`,
      policyComparison([id], suiteOf({})),
    ],
  ])('asks the platform for %s', async (path, options) => {
    const fetched = answer(problem(404, 'NOT_FOUND'))
    await expect(createQueryClient().fetchQuery(options as unknown as typeof latestTraining)).rejects.toThrow(
      TarsError,
    )
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([path])
  })

  it.each([
    ['/api/v1/evaluations?state=judged&limit=100', evaluationPages({ state: 'judged' })],
    ['/api/v1/policies?baseline=true&limit=100', policyPages({ baseline: true })],
    ['/api/v1/agents?environment=CartPole-v1&limit=100', agentPages({ environment: 'CartPole-v1' })],
    ['/api/v1/insights?limit=40', insightPages({})],
  ])('asks page by page for %s', async (path, options) => {
    const fetched = answer(new Response(JSON.stringify({ items: [], nextCursor: null })))
    const pages = options as unknown as ReturnType<typeof trainingPages>
    const data = await createQueryClient().fetchInfiniteQuery(pages)
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([path])
    expect(pages.getNextPageParam(data.pages[0]!, [], undefined, [])).toBeUndefined()
  })
})

describe('a list that is read page after page', () => {
  it('ends where the platform says, and where it holds as much as a page can', () => {
    const { getNextPageParam } = listPages
    const page = { items: [], nextCursor: 'next' }
    const many = Array.from({ length: listEntriesMax / listPageSize }, () => page)
    expect(getNextPageParam(page, [page])).toBe('next')
    expect(getNextPageParam(page, many)).toBeUndefined()
  })

  it('is read again by itself only while that takes few requests', () => {
    const withPages = (count: number) =>
      ({ state: { data: { pages: Array.from({ length: count }) } } }) as Parameters<typeof isCheapToRead>[0]
    expect(isCheapToRead(withPages(rereadPagesMax))).toBe(true)
    expect(isCheapToRead(withPages(rereadPagesMax + 1))).toBe(false)
    expect(listPages.refetchOnMount(withPages(100))).toBe(false)
  })
})

describe('the file of a policy', () => {
  it('has an address that a link can lead to', () => {
    expect(policyFileAddress('7')).toBe('/api/v1/policies/7/file')
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
