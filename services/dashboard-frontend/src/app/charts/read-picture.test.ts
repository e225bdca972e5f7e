import { afterEach, describe, expect, it, vi } from 'vitest'
import { markOf, readPicture } from './read-picture.ts'

const style = { backgroundColor: 'rgba(0, 0, 0, 0)', borderRadius: '50%', borderTopColor: 'rgb(1, 2, 3)' }

const words = (textContent: string) => ({ textContent })

afterEach(() => vi.unstubAllGlobals())

describe('what a picture is made of', () => {
  it('is marked as its key is on the page: a dot, a ring or dashes', () => {
    expect(markOf({ ...style, backgroundColor: 'rgb(9, 9, 9)' })).toEqual({
      shape: 'dot',
      colour: 'rgb(9, 9, 9)',
    })
    expect(markOf(style)).toEqual({ shape: 'ring', colour: 'rgb(1, 2, 3)' })
    expect(markOf({ ...style, borderRadius: '0px' })).toEqual({ shape: 'dashes', colour: 'rgb(1, 2, 3)' })
  })

  it('has the titles of its panel and its page, the name and value of every drawing, and the words of its key', () => {
    vi.stubGlobal('getComputedStyle', () => style)
    const named = { closest: () => ({ querySelectorAll: () => ['Entropy ', '0.55'].map(words) }) }
    const alone = { closest: () => null }
    const key = [
      { ...words(' Baseline '), querySelector: () => ({}) },
      { ...words('Tallest: 9'), querySelector: () => null },
    ]
    const place = {
      closest: () => ({ querySelector: () => words('Along the way') }),
      querySelectorAll: (selector: string) => (selector.startsWith('.legend') ? key : [named, alone]),
    } as unknown as HTMLElement
    expect(readPicture(place, 'cartpole')).toEqual({
      title: 'Along the way · cartpole',
      parts: [
        { drawing: named, caption: 'Entropy  0.55' },
        { drawing: alone, caption: '' },
      ],
      key: [
        { words: 'Baseline', mark: { shape: 'ring', colour: 'rgb(1, 2, 3)' } },
        { words: 'Tallest: 9', mark: null },
      ],
    })
  })
})
