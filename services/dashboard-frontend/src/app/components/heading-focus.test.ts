import { describe, expect, it, vi } from 'vitest'
import { createHeadingFocus } from './heading-focus.ts'

const active = (matches: boolean) => ({ matches: () => matches })

describe('the heading of a page', () => {
  it('takes the focus once after a change of page, and not when the window opens', () => {
    const focus = createHeadingFocus()
    const heading = { focus: vi.fn() }
    focus.arrive(heading, null)
    expect(heading.focus).not.toHaveBeenCalled()
    focus.await()
    focus.arrive(heading, active(false))
    focus.arrive(heading, active(false))
    expect(heading.focus).toHaveBeenCalledTimes(1)
  })

  it('leaves the focus where somebody types already', () => {
    const focus = createHeadingFocus()
    const heading = { focus: vi.fn() }
    focus.await()
    focus.arrive(heading, active(true))
    focus.arrive(heading, active(false))
    expect(heading.focus).not.toHaveBeenCalled()
  })
})
