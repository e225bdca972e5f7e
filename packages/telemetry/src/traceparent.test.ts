import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTraceparent, parseTraceparent, traceIdOf } from './traceparent.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

describe('traceparent', () => {
  it('reads trace, span and whether it was sampled', () => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, sampled: true })
    expect(parseTraceparent(`00-${traceId}-${spanId}-00`)?.sampled).toBe(false)
    expect(traceIdOf(`00-${traceId}-${spanId}-03`)).toBe(traceId)
  })

  it('accepts more parts from versions yet to come, not from version 00', () => {
    expect(traceIdOf(`01-${traceId}-${spanId}-01-what-comes`)).toBe(traceId)
    expect(traceIdOf(`00-${traceId}-${spanId}-01-what-comes`)).toBeNull()
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['upper-case digits', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['version ff', `ff-${traceId}-${spanId}-01`],
    ['a space before', ` 00-${traceId}-${spanId}-01`],
    ['a newline after', `00-${traceId}-${spanId}-01\n`],
    ['an endless text', `01-${traceId}-${spanId}-01-${'x'.repeat(1_000_000)}`],
    ['another type', 7 as unknown as string],
  ])('refuses %s', (_, text) => {
    expect(parseTraceparent(text)).toBeNull()
  })

  it('never throws, and gives back what it wrote', () => {
    fc.assert(fc.property(fc.string(), (text) => parseTraceparent(text) === null))
    const hex = (length: number) =>
      fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => !/^0+$/.test(text))
    fc.assert(
      fc.property(hex(32), hex(16), fc.boolean(), (trace, span, sampled) => {
        const context = { traceId: trace, spanId: span, sampled }
        expect(parseTraceparent(formatTraceparent(context))).toEqual(context)
      }),
    )
  })
})
