import { describe, expect, it } from 'vitest'
import { channelSchema, channelsOf, type EventKind, eventSchemas, type TarsEvent } from './event.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const other = '01890a5d-ac96-774b-bcce-b302099a8058'
const kinds = Object.keys(eventSchemas) as EventKind[]
const evaluation = { evaluation: id, policy: other, agent: 'a', environment: 'e' }
const training = { training: id, agent: 'a', environment: 'e' }

describe('the kinds of events', () => {
  it.each(kinds)('%s is a thing and what has happened to it', (kind) => {
    expect(kind).toMatch(/^[a-z]+\.[a-z]+ed$/)
  })

  it.each(kinds)('%s refuses data without the id of its thing', (kind) => {
    const refused = eventSchemas[kind].safeParse({})
    const thing = kind.split('.')[0]
    expect(refused.error?.issues.map(({ path }) => path[0])).toContain(thing)
  })

  it('carry a verdict out of four', () => {
    const judged = { ...evaluation, verdict: 'improved', sentence: 'It is better.' }
    expect(eventSchemas['evaluation.judged'].safeParse(judged).success).toBe(true)
    expect(eventSchemas['evaluation.judged'].safeParse({ ...judged, verdict: 'nice' }).success).toBe(false)
  })
})

describe('the channels of an event', () => {
  const cases: [TarsEvent, string[]][] = [
    [{ kind: 'training.requested', data: { ...training, steps: 1 } }, ['trainings', `training:${id}`]],
    [
      { kind: 'training.completed', data: { ...training, policy: other, evaluation: other } },
      ['trainings', `training:${id}`],
    ],
    [{ kind: 'evaluation.cancelled', data: evaluation }, ['evaluations', `evaluation:${id}`]],
    [{ kind: 'policy.promoted', data: { policy: id, agent: 'a', previousPolicy: null } }, ['policies']],
    [{ kind: 'insight.raised', data: { insight: id, severity: 'info', title: 'news' } }, ['insights']],
  ]

  it.each(cases)('of $kind are its list and the thing itself', (event, channels) => {
    expect(channelsOf(event)).toEqual(channels)
    expect(eventSchemas[event.kind].safeParse(event.data).success).toBe(true)
    for (const channel of channels) expect(channelSchema.safeParse(channel).success).toBe(true)
  })
})

describe('the channels there are', () => {
  it.each([
    '',
    'users',
    'training:',
    `training:${id}x`,
    `training:${id.toUpperCase()}`,
    `training:${'-'.repeat(36)}`,
    `evaluation:${'0'.repeat(36)}`,
    `policy:${id}`,
    `trainings:${id}`,
    ' trainings',
    'trainings\n',
  ])('are not %j', (channel) => {
    expect(channelSchema.safeParse(channel).success).toBe(false)
  })
})
