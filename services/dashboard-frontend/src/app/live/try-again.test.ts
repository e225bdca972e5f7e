import { QueryObserver } from '@tanstack/react-query'
import { TarsError } from '@tars/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createQueryClient } from '../api/query-client.ts'
import { tryAgain } from './try-again.ts'

const away = new TarsError('SERVICE_UNAVAILABLE', 'away')
const closings: (() => void)[] = []

/** A page that shows the answer of `read`, after its first readings have failed. */
async function show(read: () => Promise<string>) {
  const queries = createQueryClient()
  const observer = new QueryObserver(queries, { queryKey: ['thing'], queryFn: read, retry: false })
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
