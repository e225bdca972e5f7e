import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBatch } from './batch.ts'

const never = new AbortController().signal

function setUp(size = 3) {
  const read = vi.fn(async (ids: string[]) => ids.filter((id) => id !== 'none').map((id) => ({ id })))
  return { read, load: createBatch({ read, idOf: ({ id }) => id, size, waitMs: 100 }) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a batch', () => {
  it('reads together what is wanted within its time, and gives each its own', async () => {
    const { read, load } = setUp()
    const both = Promise.all([load('a', never), load('none', never)])
    await vi.advanceTimersByTimeAsync(99)
    expect(read).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await both).toEqual([{ id: 'a' }, null])
    expect(read.mock.calls).toEqual([[['a', 'none']]])
  })

  it('asks for no more at once than it may', async () => {
    const { read, load } = setUp(2)
    const all = Promise.all(['a', 'b', 'c'].map((id) => load(id, never)))
    await vi.advanceTimersByTimeAsync(100)
    await all
    expect(read.mock.calls).toEqual([[['a', 'b']], [['c']]])
  })

  it('does not read what nobody wants any more', async () => {
    const { read, load } = setUp()
    const gone = new AbortController()
    void load('a', gone.signal)
    gone.abort()
    await vi.advanceTimersByTimeAsync(100)
    expect(read).not.toHaveBeenCalled()
  })

  it('tells everyone who waits when it could not read, and reads again afterwards', async () => {
    const { read, load } = setUp()
    read.mockRejectedValueOnce(new Error('away'))
    const refused = expect(load('a', never)).rejects.toThrow('away')
    await vi.advanceTimersByTimeAsync(100)
    await refused
    const again = load('a', never)
    await vi.advanceTimersByTimeAsync(100)
    expect(await again).toEqual({ id: 'a' })
  })
})
