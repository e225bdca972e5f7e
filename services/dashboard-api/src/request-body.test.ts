import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { bodyBytesMax, parseJson, readJsonBody } from './request-body.ts'

function request(chunks: Iterable<Uint8Array>, headers: Record<string, string> = {}): IncomingMessage {
  const stream = Readable.from(chunks)
  return Object.assign(stream, { headers: { 'content-type': 'application/json', ...headers } }) as never
}

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, headers?: Record<string, string>) => readJsonBody(request([bytes(text)], headers))

describe('readJsonBody', () => {
  it('gives the value of a document that arrives in pieces', async () => {
    const [first, second] = [bytes('{"a":"ä'), bytes('"}')]
    expect(await readJsonBody(request([first, second]))).toEqual({ a: 'ä' })
  })

  it('gives undefined for an empty body, whatever it is announced as', async () => {
    expect(await readJsonBody(request([], { 'content-type': 'text/plain' }))).toBeUndefined()
  })

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'accepts %s',
    async (type) => {
      expect(await read('1', { 'content-type': type })).toBe(1)
    },
  )

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-type': `application/json${' '.repeat(50_000)}x` },
    { 'content-encoding': 'gzip' },
  ] as Record<string, string>[])('refuses what is announced as %j', async (headers) => {
    await expect(read('{}', headers)).rejects.toMatchObject({ code: 'MEDIA_TYPE_UNSUPPORTED' })
  })

  it('accepts exactly 1 MiB and refuses one byte more', async () => {
    const text = (length: number) => `"${'x'.repeat(length - 2)}"`
    expect(await read(text(bodyBytesMax))).toHaveLength(bodyBytesMax - 2)
    await expect(read(text(bodyBytesMax + 1))).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it('stops reading a body without end and keeps none of it', async () => {
    let given = 0
    function* endless() {
      for (;;) {
        given++
        yield new Uint8Array(65_536)
      }
    }
    await expect(readJsonBody(request(endless()))).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
    expect(given).toBeLessThan(200)
  })

  it('refuses a body announced as 1 GiB before reading it', async () => {
    const headers = { 'content-length': String(2 ** 30) }
    await expect(read('', headers)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it('tells a body that breaks off', async () => {
    function* broken(): Generator<Uint8Array> {
      yield bytes('{')
      throw new Error('aborted')
    }
    await expect(readJsonBody(request(broken()))).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' })
  })
})

describe('parseJson', () => {
  it.each([
    ['truncated JSON', bytes('{"a":')],
    ['a character cut in the middle', new Uint8Array([0x22, 0xc3, 0x22])],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x31])],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x31, 0x00])],
    ['NaN as text', bytes('NaN')],
    ['200,000 levels', bytes('['.repeat(200_000))],
  ])('refuses %s', (_, document) => {
    expect(() => parseJson(document)).toThrow(expect.objectContaining({ code: 'REQUEST_MALFORMED' }))
  })
})
