import type { SystemStatus } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { describeHealth, describeRelease } from './describe-system.ts'

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
    database: { state: 'ready' },
    migrations: { pending: 0 },
    ...given,
  }) as SystemStatus
const plain = ({ tone, sentence }: { tone: string; sentence: string }) =>
  `${tone}: ${sentence.replaceAll('\u00a0', ' ')}`

describe('health in words', () => {
  it('is good when everything is ready, and tells of restarts', () => {
    expect(plain(describeHealth(system()))).toBe(
      'good: All 2 services and the database are ready; nothing was restarted.',
    )
    expect(plain(describeHealth(system({ services: [service({ restarts: 3 })] })))).toContain(
      '3 restarts since',
    )
  })

  it('names the services that are away, and is worse when one has failed', () => {
    expect(plain(describeHealth(system({ services: [service({ state: 'restarting' })] })))).toBe(
      'unsure: ppo-agent is restarting.',
    )
    expect(plain(describeHealth(system({ services: [service({ state: 'failed' })] })))).toBe(
      'bad: ppo-agent has failed.',
    )
  })

  it('puts the database first, and pending migrations last', () => {
    expect(describeHealth(system({ database: { state: 'unready' } })).tone).toBe('bad')
    expect(plain(describeHealth(system({ migrations: { pending: 2 } })))).toBe(
      'unsure: 2 migrations not applied yet.',
    )
  })
})

describe('the release in words', () => {
  it('is the one version that all services run', () => {
    expect(plain(describeRelease(system()))).toBe(
      'nothing: Version 0.1.0 runs on all 2 services. No rollout is under way.',
    )
    expect(plain(describeRelease(system({ services: [] })))).toContain('Version 0.1.0')
  })

  it('says when versions run side by side', () => {
    expect(plain(describeRelease(system({ services: [service(), service({ version: '0.2.0' })] })))).toBe(
      'unsure: Versions 0.1.0 and 0.2.0 run side by side.',
    )
  })
})
