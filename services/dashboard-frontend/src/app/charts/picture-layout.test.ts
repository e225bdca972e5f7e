import { describe, expect, it } from 'vitest'
import { layPicture } from './picture-layout.ts'

const part = (width: number, height: number, caption = '') => ({ width, height, caption })

describe('a saved picture', () => {
  it('has room for its title above its drawing, and none for a key that it has not', () => {
    const { width, height, title, parts } = layPicture({
      parts: [part(600, 200)],
      entryWidths: [],
      columns: 1,
    })
    const { drawing } = parts[0]!
    expect(title.y).toBeLessThan(drawing.y)
    expect(width - 600).toBe(2 * drawing.x)
    expect(height).toBe(drawing.y + 200 + drawing.x)
  })

  it('has its key below its drawing, broken into lines that fit', () => {
    const entryWidths = [180, 180, 180, 700]
    const { width, height, parts, entries } = layPicture({
      parts: [part(400, 100)],
      entryWidths,
      columns: 1,
    })
    expect(entries[0]!.y).toBeGreaterThan(parts[0]!.drawing.y + 100)
    expect(entries.map(({ y }) => y - entries[0]!.y)).toEqual([0, 0, 20, 40])
    for (const [i, { x }] of entries.slice(0, 3).entries()) {
      expect(x + entryWidths[i]!).toBeLessThanOrEqual(width - 16)
    }
    expect(height).toBeGreaterThan(entries[3]!.y)
  })

  it('has its parts in columns, each below its caption, and none over another', () => {
    const sizes = [part(300, 120, 'Entropy'), part(300, 140, 'Memory'), part(300, 120, 'Loss')]
    const { width, height, parts } = layPicture({ parts: sizes, entryWidths: [], columns: 2 })
    const [first, second, third] = parts
    expect(second!.drawing.x).toBeGreaterThanOrEqual(first!.drawing.x + 300)
    expect(second!.drawing.y).toBe(first!.drawing.y)
    expect(third!.caption.x).toBe(first!.caption.x)
    expect(third!.caption.y).toBeGreaterThan(second!.drawing.y + 140)
    for (const { caption, drawing } of parts) expect(caption.y).toBeLessThan(drawing.y)
    expect(width).toBeGreaterThan(600)
    expect(height).toBeGreaterThan(third!.drawing.y + 120)
  })

  it('is no wider than what it has, whatever columns it is allowed', () => {
    const lay = (columns: number) => layPicture({ parts: [part(300, 100)], entryWidths: [], columns })
    expect(lay(4)).toEqual(lay(1))
  })
})
