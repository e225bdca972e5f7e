import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type CallInput, pageLimitMax, pathOf, routes } from '@tars/contracts'
import { type ListSearch, listQuery } from '../list-search.ts'
import { client } from './client.ts'
import { listPageSize, listPages } from './list-pages.ts'

/** The policies that a filter lets through, newest first, page after page. */
export function policyPages(search: ListSearch) {
  const filter = listQuery(search) as CallInput<'policies.list'>['query']
  return infiniteQueryOptions({
    ...listPages,
    queryKey: ['policies', 'list', filter],
    queryFn: ({ pageParam }) =>
      client.call('policies.list', { query: { ...filter, limit: String(listPageSize), cursor: pageParam } }),
  })
}

/** One policy. */
export function policyById(id: string) {
  return queryOptions({
    queryKey: ['policies', 'one', id],
    queryFn: () => client.call('policies.read', { params: { id } }),
  })
}

/** The newest policies of an agent, as many as one page holds. */
export function policiesOf(agent: string) {
  return queryOptions({
    queryKey: ['policies', 'of', agent],
    queryFn: () => client.call('policies.list', { query: { agent, limit: String(pageLimitMax) } }),
  })
}

/** The address of the file of a policy. */
export function policyFileAddress(id: string): string {
  return pathOf(routes['policies.file'], { params: { id } })
}

/** The agents that a filter lets through, newest first, page after page. */
export function agentPages(search: ListSearch) {
  const filter = listQuery(search) as CallInput<'agents.list'>['query']
  return infiniteQueryOptions({
    ...listPages,
    queryKey: ['agents', 'list', filter],
    queryFn: ({ pageParam }) =>
      client.call('agents.list', { query: { ...filter, limit: String(listPageSize), cursor: pageParam } }),
  })
}

/** The newest agents that words find, as many as one page holds, for choosing one. */
export function agentChoices(search = '') {
  return queryOptions({
    queryKey: ['agents', 'choices', search],
    queryFn: () =>
      client.call('agents.list', {
        query: { limit: String(pageLimitMax), ...(search === '' ? {} : { search }) },
      }),
  })
}

/** One agent, by its name. */
export function agentByName(name: string) {
  return queryOptions({
    queryKey: ['agents', 'one', name],
    queryFn: () => client.call('agents.read', { params: { name } }),
  })
}

/** The newest promotions of an agent, as many as one page holds. */
export function promotionsOf(agent: string) {
  return queryOptions({
    queryKey: ['promotions', 'of', agent],
    queryFn: () => client.call('promotions.list', { query: { agent, limit: String(pageLimitMax) } }),
  })
}

/** The promotions that wait for a decision, newest first. */
export const openProposals = queryOptions({
  queryKey: ['promotions', 'open'],
  queryFn: () => client.call('promotions.list', { query: { state: 'proposed', limit: '20' } }),
})
