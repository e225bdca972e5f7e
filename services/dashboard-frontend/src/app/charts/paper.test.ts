import { describe, expect, it } from 'vitest'
import { followPrinting, isOnPaper, type PrintedWindow } from './paper.ts'

function open(scheme: string) {
  const root = { dataset: { mantineColorScheme: scheme } as Record<string, string> } as unknown as HTMLElement
  const details = { open: false }
  const scrolls: number[][] = []
  const events = new EventTarget()
  const page = {
    addEventListener: events.addEventListener.bind(events),
    scrollTo: (...place: number[]) => scrolls.push(place),
    scrollY: 640,
    document: {
      documentElement: root,
      querySelectorAll: () => [details].filter((each) => !each.open),
    },
  } as unknown as PrintedWindow
  followPrinting(page)
  return { root, details, scrolls, tell: (name: string) => events.dispatchEvent(new Event(name)) }
}

describe('a page that is printed', () => {
  it('is laid on paper in light colours with its details opened, and back afterwards', () => {
    const { root, details, scrolls, tell } = open('dark')
    expect(isOnPaper(root)).toBe(false)
    tell('beforeprint')
    expect(isOnPaper(root)).toBe(true)
    expect(root.dataset.mantineColorScheme).toBe('light')
    expect(details.open).toBe(true)
    tell('afterprint')
    expect(isOnPaper(root)).toBe(false)
    expect(root.dataset.mantineColorScheme).toBe('dark')
    expect(details.open).toBe(false)
    expect(scrolls).toEqual([[0, 640]])
  })

  it('remembers how it was on the screen, also when printing is announced twice', () => {
    const { root, details, tell } = open('dark')
    tell('beforeprint')
    tell('beforeprint')
    tell('afterprint')
    expect(root.dataset.mantineColorScheme).toBe('dark')
    expect(details.open).toBe(false)
  })
})
