import type { Terminal } from './terminal.ts'

/** Lines at the bottom of a terminal that are drawn again in place. */
export interface Region {
  /** Shows these lines where the ones before stood; only the last of them where the screen has too few rows for all. */
  draw(lines: readonly string[]): void
  /** Shows these lines for good where the ones before stood, however many they are. */
  leave(lines: readonly string[]): void
  /** Takes the lines away, so that other output can follow. */
  clear(): void
}

/**
 * A region of a terminal that understands ANSI cursor movement. Lines must not be wider than the terminal.
 *
 * @source ECMA-48, CUU and ED
 */
export function createRegion(terminal: Pick<Terminal, 'writeProgress' | 'rows'>): Region {
  const write = terminal.writeProgress
  let height = 0
  const rewind = () => (height === 0 ? '' : `\u001b[${height}A\r\u001b[J`)
  const replaceBy = (lines: readonly string[]) =>
    write(`${rewind()}${lines.map((line) => `${line}\n`).join('')}`)
  return {
    draw(lines) {
      // The cursor, which stands below, needs a row as well; it cannot be moved to what has been scrolled away.
      const shown = lines.length < terminal.rows ? lines : lines.slice(-1)
      replaceBy(shown)
      height = shown.length
    },
    leave(lines) {
      replaceBy(lines)
      height = 0
    },
    clear() {
      write(rewind())
      height = 0
    },
  }
}
