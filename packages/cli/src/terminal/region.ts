/** Lines at the bottom of a terminal that are drawn again in place. */
export interface Region {
  /** Shows these lines where the ones before stood. */
  draw(lines: readonly string[]): void
  /** Takes the lines away, so that other output can follow. */
  clear(): void
}

/**
 * A region of a terminal that understands ANSI cursor movement. Lines must not be wider than the terminal.
 *
 * @source ECMA-48, CUU and ED
 */
export function createRegion(write: (text: string) => void): Region {
  let height = 0
  const rewind = () => (height === 0 ? '' : `\u001b[${height}A\r\u001b[J`)
  return {
    draw(lines) {
      write(`${rewind()}${lines.map((line) => `${line}\n`).join('')}`)
      height = lines.length
    },
    clear() {
      write(rewind())
      height = 0
    },
  }
}
