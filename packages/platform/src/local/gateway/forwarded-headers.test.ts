import { describe, expect, it } from 'vitest'
import { forwardRequestHeaders, forwardResponseHeaders } from './forwarded-headers.ts'

const origin = { remoteAddress: '10.1.2.3', host: 'tars.example' }
const own = ['x-forwarded-for', '10.1.2.3', 'x-forwarded-host', 'tars.example', 'x-forwarded-proto', 'http']

describe('the headers of a forwarded request', () => {
  it('keep spelling, order and repetition of what is passed on', () => {
    const raw = ['Host', 'tars.example', 'Cookie', 'a=1', 'Cookie', 'b=2', 'X-Custom', 'é']
    expect(forwardRequestHeaders(raw, origin)).toEqual([...raw, ...own])
  })

  it('say where it came from as the gateway saw it, whatever the caller claims', () => {
    const raw = [
      'X-Forwarded-For',
      '8.8.8.8',
      'x-forwarded-proto',
      'https',
      'Forwarded',
      'for=1.1.1.1',
      'X-Real-IP',
      '9.9.9.9',
    ]
    expect(forwardRequestHeaders(raw, origin)).toEqual(own)
  })

  it('lose what belongs to the connection, and what Connection names', () => {
    const raw = [
      'Connection',
      'keep-alive, X-Hop',
      'Keep-Alive',
      'timeout=5',
      'TE',
      'trailers',
      'X-Hop',
      '1',
      'Accept',
      '*/*',
    ]
    expect(forwardRequestHeaders([...raw, 'Upgrade', 'h2c', 'Transfer-Encoding', 'chunked'], origin)).toEqual(
      ['Accept', '*/*', ...own],
    )
  })
})

describe('the headers of a forwarded answer', () => {
  it('lose what belongs to the connection only', () => {
    const raw = [
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
      'Connection',
      'close',
      'Transfer-Encoding',
      'chunked',
    ]
    expect(forwardResponseHeaders(raw)).toEqual(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'])
  })
})
