import { describe, expect, it, vi } from 'vitest'
import { createShortcutListener } from './listen.ts'

const press = (key: string, given: object = {}) => ({
  key,
  timeStamp: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: { closest: () => null } as unknown as EventTarget,
  preventDefault: vi.fn(),
  ...given,
})

describe('the keyboard', () => {
  it('calls a shortcut when its sequence is complete, and keeps its last key from the page', () => {
    const heard = vi.fn()
    const listen = createShortcutListener(heard)
    listen(press('g'))
    const last = press('a')
    listen(last)
    expect(heard.mock.calls).toMatchObject([[{ act: 'go', to: '/evaluations' }]])
    expect(last.preventDefault).toHaveBeenCalled()
  })

  it('leaves keys alone that are typed into fields, or belong to the browser', () => {
    const heard = vi.fn()
    const listen = createShortcutListener(heard)
    listen(press('?', { target: { closest: (selector: string) => selector.includes('input') || null } }))
    for (const held of ['ctrlKey', 'metaKey', 'altKey']) listen(press('?', { [held]: true }))
    expect(heard).not.toHaveBeenCalled()
    listen(press('?', { target: null }))
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ act: 'help' }))
  })

  it('are shortcuts on what is ticked or chosen too', () => {
    const heard = vi.fn()
    const listen = createShortcutListener(heard)
    // As a browser answers for a radio button or a checkbox: it is an input, and no other.
    const closest = (selector: string) => (selector.split(', ').includes('input') ? {} : null)
    listen(press('?', { target: { closest } }))
    expect(heard).toHaveBeenCalledOnce()
  })
})
