import { describe, expect, it } from 'vitest'
import { parseFrame, serverFrameLengthMax } from './frame.ts'

describe('frame', () => {
  it('reads what the protocol knows', () => {
    const frame = {
      type: 'event',
      channel: 'c',
      offset: 1,
      kind: 'k',
      at: 'a',
      data: { deep: [1] },
      traceparent: null,
    }
    expect(parseFrame(JSON.stringify(frame))).toEqual(frame)
  })

  it('passes over what a newer server may say', () => {
    expect(parseFrame('{"type":"novelty","x":1}')).toBe('unknown')
  })

  it.each([
    ['binary data', new Uint8Array(3)],
    ['broken JSON', '{"type":'],
    ['another value', '7'],
    ['null', 'null'],
    ['no type', '{}'],
    ['a known frame of the wrong shape', '{"type":"event","offset":-1}'],
    ['a fractional offset', '{"type":"subscribed","channel":"c","epoch":"e","offset":1.5,"recovered":true}'],
    ['an endless text', ' '.repeat(serverFrameLengthMax + 1)],
  ])('refuses %s', (_, data) => {
    expect(parseFrame(data)).toBe('malformed')
  })
})
