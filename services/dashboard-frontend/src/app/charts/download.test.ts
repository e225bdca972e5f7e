import { afterEach, describe, expect, it, vi } from 'vitest'
import { download } from './download.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a download', () => {
  it('is saved under its name, and its memory is given back afterwards', () => {
    vi.useFakeTimers()
    const link = { href: '', download: '', click: vi.fn() }
    vi.stubGlobal('document', { createElement: () => link })
    vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
    const revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined)
    download('cartpole.csv', new Blob(['steps']))
    expect(link).toMatchObject({ href: 'blob:1', download: 'cartpole.csv' })
    expect(link.click).toHaveBeenCalledTimes(1)
    expect(revoke).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(revoke).toHaveBeenCalledWith('blob:1')
  })
})
