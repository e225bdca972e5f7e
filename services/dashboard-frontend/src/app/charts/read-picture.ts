/** One drawing of a picture; the caption is empty where it has none. */
export interface PicturePart {
  drawing: SVGSVGElement | HTMLCanvasElement
  caption: string
}

/** How an entry of a key is marked beside its words. */
export interface KeyMark {
  shape: 'dot' | 'ring' | 'dashes'
  colour: string
}

/** One entry of the key of a picture. */
export interface KeyEntry {
  words: string
  mark: KeyMark | null
}

const drawings = 'svg.picture:not(.interval-bar), .chart-canvas canvas, .spark svg'
const captions = 'figcaption > *, strong, .spark-label > :last-child'
const transparent = /^(transparent|rgba\(.*, 0\))$/

/** What a part of a page draws, under the title of its panel and of the page. */
export function readPicture(
  place: HTMLElement,
  pageTitle: string,
): { title: string; parts: PicturePart[]; key: KeyEntry[] } {
  const heading = place.closest('.panel')?.querySelector('h2')?.textContent?.trim() ?? ''
  return {
    title: [heading, pageTitle].filter(Boolean).join(' · '),
    parts: readParts(place),
    key: readKey(place),
  }
}

function readParts(place: HTMLElement): PicturePart[] {
  return [...place.querySelectorAll<PicturePart['drawing']>(drawings)].map((drawing) => ({
    drawing,
    caption: [...(drawing.closest('figure, li')?.querySelectorAll(captions) ?? [])]
      .map((words) => words.textContent?.trim())
      .join('  '),
  }))
}

function readKey(place: HTMLElement): KeyEntry[] {
  return [...place.querySelectorAll('.legend > span')].map((entry) => {
    const mark = entry.querySelector('i')
    return { words: entry.textContent?.trim() ?? '', mark: mark && markOf(getComputedStyle(mark)) }
  })
}

/** The mark that a style makes: filled it is a dot, round it is a ring, else a dashed line. */
export function markOf(
  style: Pick<CSSStyleDeclaration, 'backgroundColor' | 'borderRadius' | 'borderTopColor'>,
): KeyMark {
  const { backgroundColor, borderRadius, borderTopColor } = style
  if (!transparent.test(backgroundColor)) return { shape: 'dot', colour: backgroundColor }
  return { shape: Number.parseFloat(borderRadius) > 0 ? 'ring' : 'dashes', colour: borderTopColor }
}
