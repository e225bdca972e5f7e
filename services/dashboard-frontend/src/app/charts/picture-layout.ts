/** A point of a picture in pixels; of words it is where their line begins. */
export interface Place {
  x: number
  y: number
}

/** Where everything of a saved picture stands, in pixels. */
export interface PictureLayout {
  width: number
  height: number
  title: Place
  /** `[parts]`, each with the place of its caption and of its drawing's upper left corner. */
  parts: { caption: Place; drawing: Place }[]
  /** `[entries]` of the key. */
  entries: Place[]
}

const margin = 16
const gap = 20
const titleHeight = 28
const lineHeight = 20
const entryGap = 18

/**
 * Lays out a picture: its title, its parts row by row in columns of equal width, and a key whose entries are broken into
 * lines. The picture is as wide as its columns.
 */
export function layPicture(given: {
  parts: readonly { width: number; height: number; caption: string }[]
  /** `[entries]`, in pixels. */
  entryWidths: readonly number[]
  columns: number
}): PictureLayout {
  const { parts } = given
  const columns = Math.min(given.columns, parts.length)
  const columnWidth = Math.max(0, ...parts.map(({ width }) => width))
  const captionHeight = parts.some(({ caption }) => caption !== '') ? lineHeight : 0
  const width = 2 * margin + columns * columnWidth + Math.max(0, columns - 1) * gap
  const laid: PictureLayout['parts'] = []
  let bottom = margin + titleHeight
  for (let row = 0; row < parts.length; row += columns) {
    const beside = parts.slice(row, row + columns)
    const top = bottom
    beside.forEach((_, column) => {
      const x = margin + column * (columnWidth + gap)
      laid.push({ caption: { x, y: top + 13 }, drawing: { x, y: top + captionHeight } })
    })
    bottom = top + captionHeight + Math.max(...beside.map(({ height }) => height)) + gap
  }
  const key = layEntries(given.entryWidths, bottom, width - margin)
  return {
    width,
    height: key.bottom + margin - (key.entries.length === 0 ? gap : 0),
    title: { x: margin, y: margin + 13 },
    parts: laid,
    entries: key.entries,
  }
}

function layEntries(
  widths: readonly number[],
  top: number,
  right: number,
): { entries: Place[]; bottom: number } {
  let [x, line] = [margin, top]
  const entries = widths.map((width) => {
    if (x > margin && x + width > right) [x, line] = [margin, line + lineHeight]
    const place = { x, y: line + 13 }
    x += width + entryGap
    return place
  })
  return { entries, bottom: entries.length === 0 ? top : line + lineHeight }
}
