import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { checkDisk, type DiskFacts, formatMebibytes, readRooms } from './check-disk.ts'

const state = (mebibytes: number, database: DiskFacts['database'], freeFiles?: number) =>
  checkDisk({ rooms: [{ folder: '/d', freeBytes: mebibytes * 1024 ** 2, freeFiles }], database }).state

describe('the check of the disk', () => {
  it('asks more for a new database than for one that is there', () => {
    expect([state(255, 'new'), state(255, 'kept'), state(31, 'kept')]).toEqual([
      'broken',
      'warning',
      'broken',
    ])
    expect([state(1_023, 'new'), state(1_024, 'new')]).toEqual(['warning', 'ok'])
  })

  it('asks for a database on another machine no more than what a start writes here', () => {
    expect([state(31, 'outside'), state(255, 'outside')]).toEqual(['broken', 'warning'])
    const rooms = [{ folder: '/d', freeBytes: 0, freeFiles: undefined }]
    expect(checkDisk({ rooms, database: 'outside' }).why).toContain('T.A.R.S. needs 32 MiB')
  })

  it('counts files, too', () => {
    expect([state(9_999, 'kept', 1_999), state(9_999, 'kept', 19_999), state(9_999, 'kept', 20_000)]).toEqual(
      ['broken', 'warning', 'ok'],
    )
  })

  it('tells where, how much, and how to find what is big there', () => {
    const check = checkDisk({ rooms: [{ folder: '/d', freeBytes: 5e6, freeFiles: 100 }], database: 'new' })
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
