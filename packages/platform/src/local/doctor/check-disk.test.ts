import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { checkDisk, formatMebibytes, readRooms } from './check-disk.ts'

const state = (mebibytes: number, hasCluster: boolean, freeFiles?: number) =>
  checkDisk({ rooms: [{ folder: '/d', freeBytes: mebibytes * 1024 ** 2, freeFiles }], hasCluster }).state

describe('the check of the disk', () => {
  it('asks more for a new database than for one that is there', () => {
    expect([state(255, false), state(255, true), state(31, true)]).toEqual(['broken', 'warning', 'broken'])
    expect([state(1_023, false), state(1_024, false)]).toEqual(['warning', 'ok'])
  })

  it('counts files, too', () => {
    expect([state(9_999, true, 1_999), state(9_999, true, 19_999), state(9_999, true, 20_000)]).toEqual([
      'broken',
      'warning',
      'ok',
    ])
  })

  it('tells where, how much, and how to find what is big there', () => {
    const check = checkDisk({ rooms: [{ folder: '/d', freeBytes: 5e6, freeFiles: 100 }], hasCluster: false })
    expect(check.found).toBe('/d has 4 MiB free and room for 100 files')
    expect(check.mend).toContain('`du -xm /d | sort -n | tail`')
    expect(formatMebibytes(20 * 1024 ** 3)).toBe('20 GiB')
  })

  it('reads each file system once', async () => {
    const rooms = await readRooms([tmpdir(), tmpdir()])
    expect(rooms).toHaveLength(1)
    expect(rooms[0]?.freeBytes).toBeGreaterThan(0)
  })
})
