import type { SystemStatus, Work } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { describeHealth, describeLastKnown, describeRelease } from './describe-system.ts'

const service = (given: object = {}) => ({
  name: 'ppo-agent',
  state: 'ready',
  version: '0.1.0',
  restarts: 0,
  ...given,
})
const system = (given: object = {}) =>
  ({
    version: '0.1.0',
    services: [service(), service({ name: 'dashboard-api' })],
    database: { state: 'ready', freeBytes: null },
    migrations: { pending: 0 },
    ...given,
  }) as SystemStatus
const work = { deadLetters: 0 } as Work
const plain = ({ tone, sentence }: { tone: string; sentence: string }) =>
  `${tone}: ${sentence.replaceAll('\u00a0', ' ')}`

describe('health in words', () => {
  it('is good when everything is ready, and tells of restarts', () => {
    expect(plain(describeHealth(system(), work))).toBe(
      'good: All 2 services and the database are ready; nothing was restarted.',
    )
    expect(plain(describeHealth(system({ services: [service({ restarts: 3 })] }), work))).toContain(
      '3 restarts since',
    )
  })

  it('names the services that are away, and is worse when one has failed', () => {
    expect(plain(describeHealth(system({ services: [service({ state: 'restarting' })] }), work))).toBe(
      'unsure: ppo-agent is restarting.',
    )
    expect(plain(describeHealth(system({ services: [service({ state: 'failed' })] }), work))).toBe(
      'bad: ppo-agent has failed.',
    )
  })

  it('puts the database first, and pending migrations last', () => {
    expect(plain(describeHealth(system({ database: { state: 'unready', freeBytes: null } }), work))).toBe(
      'bad: The database is not ready.',
    )
    expect(plain(describeHealth(system({ migrations: { pending: 2 } }), work))).toBe(
      'unsure: 2 migrations are pending.',
    )
  })

  it('is not good with a full disk, with events given up, or without a word of the work', () => {
    const full = system({ database: { state: 'ready', freeBytes: 1_000_000 } })
    expect(plain(describeHealth(full, work))).toBe('bad: The disk is full (0 MiB free).')
    expect(plain(describeHealth(system(), { ...work, deadLetters: 2 }))).toBe(
      'bad: 2 events were given up in the last 24 h.',
    )
    expect(plain(describeHealth(system(), undefined))).toBe('unsure: The API does not answer.')
  })

  it('is not sure once it cannot be read any more, and says as of when it held', () => {
    const known = describeLastKnown(describeHealth(system(), work), Date.parse('2026-11-23T12:00:09.000Z'))
    expect(plain(known)).toMatch(/^unsure: As of \d\d:00:09: All 2 services/)
    expect(known.state).toBe('not known now')
  })
})

describe('the release in words', () => {
  it('is the one version that all services run', () => {
    expect(plain(describeRelease(system()))).toBe(
      'nothing: Version 0.1.0 runs on all 2 services. No rollout is under way.',
    )
  })

  it('counts only the services that are ready', () => {
    const services = [service(), service({ name: 'dashboard-api', state: 'stopped' })]
    expect(plain(describeRelease(system({ services })))).toBe(
      'unsure: Version 0.1.0 runs on 1 of 2 services; the others are not ready.',
    )
    expect(plain(describeRelease(system({ services: services.slice(1) })))).toBe(
      'bad: No service is ready. Version 0.1.0 was started.',
    )
  })

  it('says when versions run side by side', () => {
    expect(plain(describeRelease(system({ services: [service(), service({ version: '0.2.0' })] })))).toBe(
      'unsure: Versions 0.1.0 and 0.2.0 run side by side.',
    )
  })
})
