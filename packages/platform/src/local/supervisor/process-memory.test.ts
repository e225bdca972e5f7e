import { describe, expect, it } from 'vitest'
import { readMemoryBytes, readProportionalMemoryBytes } from './process-memory.ts'

describe('the memory of a process', () => {
  it('is within a factor of two of what the process itself says', async () => {
    const own = process.memoryUsage().rss
    const seen = (await readMemoryBytes(process.pid))!
    expect(seen).toBeGreaterThan(own / 2)
    expect(seen).toBeLessThan(own * 2)
  })

  it.runIf(process.platform === 'linux')(
    'is, shared pages divided, no more than the resident one (needs Linux)',
    async () => {
      const proportional = (await readProportionalMemoryBytes(process.pid))!
      expect(proportional).toBeGreaterThan(0)
      expect(proportional).toBeLessThanOrEqual((await readMemoryBytes(process.pid))! * 1.2)
    },
  )

  it('of a process that has ended is unknown', async () => {
    expect(await readMemoryBytes(2 ** 22 + 1)).toBeNull()
  })
})
