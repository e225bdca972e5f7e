import { describe, expect, it } from 'vitest'
import { describeFault, findFaults } from './platform-fault.ts'
import type { ServiceStatus, SystemStatus } from './system.ts'
import type { Work } from './work.ts'

const statusWith = (
  states: Record<string, ServiceStatus['state']> = {},
  database: Partial<SystemStatus['database']> = {},
  pending = 0,
) =>
  ({
    services: Object.entries(states).map(([name, state]) => ({ name, state })),
    database: { state: 'ready', freeBytes: 10_000_000_000, ...database },
    migrations: { pending },
  }) as SystemStatus
const workWith = (deadLetters = 0) => ({ deadLetters }) as Work
const told = (status: SystemStatus, work: Work | undefined = workWith()) =>
  findFaults(status, work).map(describeFault)

describe('the faults of a platform', () => {
  it('are none when every part is ready and nothing was given up', () => {
    expect(told(statusWith({ 'ppo-agent': 'ready' }))).toEqual([])
  })

  it('name every part that is not ready, the database first', () => {
    const broken = statusWith(
      { 'ppo-agent': 'restarting', 'dashboard-api': 'ready', 'insight-engine': 'failed' },
      { state: 'unready' },
    )
    expect(told(broken)).toEqual([
      'the database is not ready',
      'ppo-agent is restarting',
      'insight-engine has failed',
    ])
  })

  it('are what waits for a person, counted', () => {
    expect(told(statusWith({}, {}, 1), workWith(2))).toEqual([
      '1 migration is pending',
      '2 events were given up in the last 24 h',
    ])
    expect(told(statusWith({}, {}, 2), workWith(1))).toEqual([
      '2 migrations are pending',
      '1 event was given up in the last 24 h',
    ])
  })

  it('are a disk without room, whatever the services say of themselves', () => {
    expect(told(statusWith({}, { freeBytes: 5_000_000 }))).toEqual(['the disk is full (4 MiB free)'])
    expect(told(statusWith({}, { freeBytes: null }))).toEqual([])
  })

  it('are not hidden by an API that does not answer', () => {
    expect(findFaults(statusWith(), undefined)).toEqual([{ kind: 'api' }])
    expect(describeFault({ kind: 'api' })).toBe('the API does not answer')
  })
})
