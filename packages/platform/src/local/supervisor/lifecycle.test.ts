import { serviceStatusSchema } from '@tars/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextState, type ServiceHappening, type ServiceState } from './lifecycle.ts'

const states = serviceStatusSchema.shape.state.options
const happenings: ServiceHappening[] = [
  'spawned',
  'answered ready',
  'answered unready',
  'ended',
  'told to stop',
  'given up',
]

function walk(from: ServiceState, path: ServiceHappening[]): ServiceState {
  return path.reduce(nextState, from)
}

describe('the life of a service', () => {
  it('goes from stopped through starting to ready, and by way of stopping back to stopped', () => {
    expect(walk('stopped', ['spawned'])).toBe('starting')
    expect(walk('stopped', ['spawned', 'answered unready'])).toBe('starting')
    expect(walk('stopped', ['spawned', 'answered ready'])).toBe('ready')
    expect(walk('stopped', ['spawned', 'answered ready', 'told to stop'])).toBe('stopping')
    expect(walk('stopped', ['spawned', 'answered ready', 'told to stop', 'ended'])).toBe('stopped')
  })

  it('loses and regains readiness without a restart', () => {
    expect(walk('ready', ['answered unready'])).toBe('unready')
    expect(walk('ready', ['answered unready', 'answered ready'])).toBe('ready')
  })

  it('is restarting between an unexpected end and the next start', () => {
    expect(walk('ready', ['ended'])).toBe('restarting')
    expect(walk('ready', ['ended', 'spawned'])).toBe('starting')
    expect(walk('ready', ['ended', 'told to stop'])).toBe('stopped')
  })

  it('never leaves stopping by an answer that comes late', () => {
    expect(walk('stopping', ['answered ready', 'answered unready', 'told to stop'])).toBe('stopping')
  })

  it('can always be stopped, whatever happened before, unless it has failed for good', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.array(fc.constantFrom(...happenings), { maxLength: 20 }),
        (from, path) => {
          const before = walk(from, path)
          const after = walk(before, ['told to stop', 'ended'])
          expect(after).toBe(before === 'failed' ? 'failed' : 'stopped')
        },
      ),
    )
  })
})
