import { serverFrameSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { formatEventFrame, readClientFrame } from './live-frame.ts'

const read = (text: string) => readClientFrame(new TextEncoder().encode(text))

describe('readClientFrame', () => {
  it('reads the frames of the protocol', () => {
    const frame = { type: 'subscribe', channel: 'trainings', since: { epoch: 'e', offset: 3 } }
    expect(read(JSON.stringify(frame))).toEqual({ kind: 'frame', frame })
  })

  it.each([
    '{"type":"subscribe","channel":"nonsense"}',
    '{"type":"subscribe","channel":"trainings","since":{"epoch":"e","offset":-1}}',
    '{"type":"subscribe","channel":"trainings","since":{"epoch":"e","offset":18446744073709551616}}',
    '{"type":"unsubscribe","channel":7}',
    '{"type":"subscribe","channel":"trainings","more":1}',
  ])('refuses %s without ending the socket', (text) => {
    expect(read(text).kind).toBe('refused')
  })

  it.each([
    '',
    'x',
    '1',
    'null',
    '[]',
    '{"type":"hello"}',
    '{"type":"auth"}',
    '['.repeat(60_000),
    '{"type":"auth","token":""}',
  ])('takes %s for a breach of the protocol', (text) => {
    expect(read(text)).toEqual({ kind: 'breach' })
  })
})

describe('formatEventFrame', () => {
  const event = { channel: 'trainings', offset: 1, kind: 'k', at: 'now', data: { a: 1 }, traceparent: null }

  it('gives a frame of the protocol, and the very same text for the same event', () => {
    const text = formatEventFrame(event)
    expect(serverFrameSchema.parse(JSON.parse(text))).toEqual({ type: 'event', ...event })
    event.data.a = 2
    expect(formatEventFrame(event)).toBe(text)
    expect(formatEventFrame({ ...event })).not.toBe(text)
  })
})
