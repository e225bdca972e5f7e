import { describe, expect, it } from 'vitest'
import { type RowClick, readRowClick } from './row-click.ts'

const plain: RowClick = {
  button: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isOnControl: false,
  hasSelection: false,
}
const read = (part: Partial<RowClick>) => readRowClick({ ...plain, ...part })

describe('a click on a row', () => {
  it('follows its link', () => {
    expect(read({})).toBe('follow')
  })

  it('opens another tab with the middle button or with a key held, as a link does', () => {
    for (const part of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }])
      expect(read(part)).toBe('open aside')
  })

  it('leads nowhere after a selection of text, on a control, or with any other button', () => {
    for (const part of [
      { hasSelection: true },
      { isOnControl: true },
      { isOnControl: true, button: 1 },
      { button: 2 },
      { altKey: true },
    ])
      expect(read(part)).toBe('nothing')
  })
})
