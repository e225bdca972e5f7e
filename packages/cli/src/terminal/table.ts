import { type Paint, type Toned, textOf } from './colour.ts'
import { cut, printable, widthOf, wrap } from './text.ts'

/** A column of a table. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** The fewest columns that its cells may be cut to in a narrow terminal; without it they are never cut. */
  readonly shrinksTo?: number
  /** When it leaves a table that is still too wide: 1 goes first; without it, it stays. */
  readonly leaves?: number
}

const gap = 2

/**
 * A table as lines of at most `width` columns. Where it does not fit even with its shrinking columns cut, columns leave
 * in their order; where that is not enough, each row becomes a block of `title  value` lines that holds all of them.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Toned[])[],
  width: number,
  paint: Paint,
): string[] {
  const cells = rows.map((row) => row.map(clean))
  const stayers = listStayers(columns)
  for (const stays of stayers) {
    const pick = <Cell>(row: readonly Cell[]) => row.filter((_, index) => stays.has(index))
    const widths = fitWidths(pick(columns), cells.map(pick), width)
    if (widths === undefined) continue
    const header = columns.map((column): Toned => ({ text: column.title, tone: 'quiet' }))
    return [header, ...cells].map((row) => renderRow(pick(columns), pick(row), widths, paint))
  }
  return renderBlocks(columns, cells, width, paint)
}

/**
 * Facts as aligned `title  value` lines of at most `width` columns. A value that does not fit beside its title stands
 * below it, so that an id can still be copied in a narrow terminal.
 */
export function renderFacts(
  facts: readonly (readonly [string, Toned])[],
  width: number,
  paint: Paint,
): string[] {
  const titleWidth = Math.max(0, ...facts.map(([title]) => widthOf(title)))
  return facts.flatMap(([title, value]) => {
    const cell = clean(value)
    const text = textOf(cell)
    if (widthOf(text) <= width - titleWidth - gap) {
      return [`${paint({ text: title.padEnd(titleWidth), tone: 'quiet' })}${' '.repeat(gap)}${paint(cell)}`]
    }
    const lines = wrap(text, Math.max(1, width - gap)).map((line) => paint(withText(cell, line)))
    return [paint({ text: title, tone: 'quiet' }), ...lines.map((line) => ' '.repeat(gap) + line)]
  })
}

/** The positions of the columns that stay: all, then one less each time, as long as one may leave. */
function listStayers(columns: readonly Column[]): ReadonlySet<number>[] {
  const leaving = columns
    .flatMap(({ leaves }, index) => (leaves === undefined ? [] : [{ leaves, index }]))
    .sort((a, b) => a.leaves - b.leaves)
    .map(({ index }) => index)
  return Array.from({ length: leaving.length + 1 }, (_, count) => {
    const gone = new Set(leaving.slice(0, count))
    return new Set([...columns.keys()].filter((index) => !gone.has(index)))
  })
}

function fitWidths(
  columns: readonly Column[],
  rows: readonly (readonly Toned[])[],
  width: number,
): number[] | undefined {
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...rows.map((row) => widthOf(textOf(row[index] ?? '')))),
  )
  let excess = widths.reduce((sum, each) => sum + each + gap, -gap) - width
  while (excess > 0) {
    const widest = columns.reduce((best, { shrinksTo }, index) => {
      if (shrinksTo === undefined || widths[index]! <= shrinksTo) return best
      return best === -1 || widths[index]! > widths[best]! ? index : best
    }, -1)
    if (widest === -1) return undefined
    widths[widest]!--
    excess--
  }
  return widths
}

function renderRow(
  columns: readonly Column[],
  row: readonly Toned[],
  widths: number[],
  paint: Paint,
): string {
  const cells = columns.map((column, index) => {
    const cell = cutToned(row[index] ?? '', widths[index]!)
    const space = ' '.repeat(widths[index]! - widthOf(textOf(cell)))
    return column.align === 'right' ? space + paint(cell) : paint(cell) + space
  })
  return cells.join(' '.repeat(gap)).trimEnd()
}

function renderBlocks(
  columns: readonly Column[],
  rows: readonly (readonly Toned[])[],
  width: number,
  paint: Paint,
): string[] {
  return rows.flatMap((row, index) => {
    const facts = columns.map((column, at) => [column.title, row[at] ?? ''] as const)
    const block = renderFacts(facts, width, paint)
    return index === 0 ? block : ['', ...block]
  })
}

function clean(cell: Toned): Toned {
  return withText(cell, printable(textOf(cell)))
}

function cutToned(cell: Toned, width: number): Toned {
  return withText(cell, cut(textOf(cell), width))
}

function withText(cell: Toned, text: string): Toned {
  return typeof cell === 'string' ? text : { ...cell, text }
}
