import { QueryObserver } from '@tanstack/react-query'
import { TarsError } from '@tars/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createQueryClient } from '../api/query-client.ts'
import { tryAgain } from './try-again.ts'

const away = new TarsError('SERVICE_UNAVAILABLE', 'away')
const closings: (() => void)[] = []

/** A page that shows the answer of `read`, after its first readings have failed. */
async function show(
  read: () => Promise<string>,
  queries = createQueryClient(),
  queryKey: readonly unknown[] = ['thing'],
) {
  const observer = new QueryObserver(queries, { queryKey, queryFn: read, retry: false })
  const seen: string[] = []
  closings.push(observer.subscribe(({ status }) => seen.push(status)))
  await vi.waitUntil(() => observer.getCurrentResult().status === 'error')
  seen.length = 0
  return { queries, observer, seen }
}

afterEach(() => {
  for (const close of closings.splice(0)) close()
})

describe('trying again', () => {
  it('reads what could not be read as soon as it answers', async () => {
    const read = vi.fn(async () => 'here').mockRejectedValueOnce(away)
    const { queries, observer } = await show(read)
    await tryAgain(queries)
    expect(observer.getCurrentResult().data).toBe('here')
  })

  it('leaves the failure on the page while it lasts', async () => {
    const read = vi.fn<() => Promise<string>>().mockRejectedValue(away)
    const { queries, observer, seen } = await show(read)
    await tryAgain(queries)
    expect(read).toHaveBeenCalledTimes(2)
    expect(observer.getCurrentResult().status).toBe('error')
    expect(seen).not.toContain('pending')
  })

  it('reads what answers, although something else on the page does not', async () => {
    const stuck = vi.fn<() => Promise<string>>().mockRejectedValue(away)
    const { queries, observer: broken, seen } = await show(stuck)
    const read = vi.fn(async () => 'here').mockRejectedValueOnce(away)
    const { observer } = await show(read, queries, ['trainings', 'list', {}])
    await tryAgain(queries)
    expect(observer.getCurrentResult().data).toBe('here')
    expect(broken.getCurrentResult().status).toBe('error')
    expect(seen).not.toContain('pending')
  })

  it('asks for one of those that are read alike, and for the others only once it answers', async () => {
    const read = vi.fn<(id: string) => Promise<string>>().mockRejectedValue(away)
    const { queries } = await show(() => read('a'), createQueryClient(), ['curves', 'a-1'])
    await show(() => read('b'), queries, ['curves', 'b-2'])
    read.mockClear()
    await tryAgain(queries)
    expect(read).toHaveBeenCalledTimes(1)
    read.mockClear().mockResolvedValue('here')
    await tryAgain(queries)
    expect(read.mock.calls.map(([id]) => id).sort()).toEqual(['a', 'a', 'b'])
  })

  it('leaves alone what no trying helps, and what nobody looks at', async () => {
    const read = vi.fn<() => Promise<string>>().mockRejectedValue(new TarsError('NOT_FOUND', 'no'))
    const { queries } = await show(read)
    await tryAgain(queries)
    const hidden = vi.fn<() => Promise<string>>().mockRejectedValue(away)
    const { queries: others } = await show(hidden)
    closings.pop()!()
    await tryAgain(others)
    expect([read, hidden].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })
})
