import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseProcessColumns, readProcessColumns } from './process-table.ts'

describe('a line of ps', () => {
  it('gives state, start and the whole command', () => {
    expect(parseProcessColumns('Ss   Mon Nov  3 11:55:53 2026     /a b/postgres -D /c d')).toEqual({
      state: 'Ss',
      started: 'Mon Nov  3 11:55:53 2026',
      command: '/a b/postgres -D /c d',
    })
    expect(parseProcessColumns('garbage')).toBeUndefined()
  })

  it.runIf(existsSync('/bin/ps'))(
    'is read for a process that runs, and for no other (needs /bin/ps)',
    async () => {
      const text = (await readProcessColumns(process.pid, ['stat', 'lstart', 'command']))!
      expect(parseProcessColumns(text)).toMatchObject({ started: expect.stringMatching(/:\d\d \d{4}$/) })
      expect(Number(await readProcessColumns(process.pid, ['rss']))).toBeGreaterThan(10_000)
      expect(await readProcessColumns(2 ** 22 + 1, ['rss'])).toBeUndefined()
    },
  )
})
