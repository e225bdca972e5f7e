import { channelSchema, type Operation, routes } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { channelOf } from './channel-of.ts'

const id = '019abcde-0000-7000-8000-000000000001'
const operations = Object.keys(routes) as Operation[]

describe('what an operation reads', () => {
  it('changes with the events of a channel that there is, or of none', () => {
    expect(channelOf('trainings.points', id)).toBe(`training:${id}`)
    expect(channelOf('trainings.list', undefined)).toBe('trainings')
    expect(channelOf('system.read', undefined)).toBeUndefined()
    const channels = operations
      .map((operation) => channelOf(operation, id))
      .filter((each) => each !== undefined)
    for (const channel of channels) expect(channelSchema.safeParse(channel).success, channel).toBe(true)
  })

  it('is never a change: those go out at once', () => {
    const changes = operations.filter((operation) => routes[operation].method !== 'GET')
    for (const operation of changes) expect(channelOf(operation, id), operation).toBeUndefined()
  })
})
