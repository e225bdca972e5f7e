import { MantineProvider } from '@mantine/core'
import { TarsError } from '@tars/contracts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Read } from './read.tsx'

const refetch = () => Promise.reject(new Error('nothing is read here'))
const pending = { data: undefined, error: null, isError: false, refetch }
const problem = new TarsError('SERVICE_UNAVAILABLE', 'The API is restarting.', { traceId: 'abc' })

/** Draws a part of a page whose query stands so. */
function draw(query: Partial<Parameters<typeof Read<string[]>>[0]['query']>): string {
  const part = Read<string[]>({
    query: { ...pending, ...query },
    skeleton: 'to come',
    children: (names) => (names.length === 0 ? 'none at all' : names.join()),
  })
  return renderToStaticMarkup(createElement(MantineProvider, { env: 'test' }, part))
}

describe('a part of a page that is read', () => {
  it('keeps its place while it is read', () => {
    expect(draw({})).toContain('to come')
  })

  it('says why it cannot be read, with the trace and another try, and never that there is nothing', () => {
    const markup = draw({ error: problem, isError: true })
    for (const words of ['The API is restarting.', 'abc', 'Try again']) expect(markup).toContain(words)
    for (const words of ['none at all', 'to come']) expect(markup).not.toContain(words)
  })

  it('shows what was read, though it be nothing, and keeps it while reading again fails', () => {
    expect(draw({ data: ['a', 'b'] })).toContain('a,b')
    expect(draw({ data: [] })).toContain('none at all')
    expect(draw({ data: ['a', 'b'], error: problem, isError: true })).toContain('a,b')
  })
})
