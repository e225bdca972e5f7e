import { describe, expect, it } from 'vitest'
import { statusWith, workWith } from '../tests/samples.ts'
import { findFaults } from './platform-health.ts'

describe('the faults of a platform', () => {
  it('are none when every part is ready and nothing was given up', () => {
    expect(findFaults(statusWith({ 'ppo-agent': 'ready' }), workWith())).toEqual([])
  })

  it('name every part that is not ready, the database first', () => {
    const status = statusWith({ 'ppo-agent': 'restarting', 'dashboard-api': 'ready' })
    const broken = { ...status, database: { ...status.database, state: 'unready' as const } }
    expect(findFaults(broken, workWith())).toEqual(['the database is unready', 'ppo-agent is restarting'])
  })

  it('are what waits for a person, counted', () => {
    const status = statusWith({})
    const pending = { ...status, migrations: { ...status.migrations, pending: 1 } }
    expect(findFaults(pending, workWith({ deadLetters: 2 }))).toEqual([
      '1 migration is pending',
      '2 events are given up',
    ])
  })

  it('are a disk without room, whatever the services say of themselves', () => {
    const status = statusWith({})
    const full = { ...status, database: { ...status.database, freeBytes: 5_000_000 } }
    expect(findFaults(full, workWith())).toEqual(['the disk is full (4 MiB free)'])
    const unseen = { ...status, database: { ...status.database, freeBytes: null } }
    expect(findFaults(unseen, workWith())).toEqual([])
  })

  it('are not hidden by an API that does not answer', () => {
    expect(findFaults(statusWith({}), undefined)).toEqual(['the API does not answer'])
  })
})
