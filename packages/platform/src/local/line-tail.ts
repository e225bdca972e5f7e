/** The last lines of an output, for error messages. */
export interface LineTail {
  /** Adds a line, dropping the oldest beyond the maximum. */
  push(line: string): void
  /** The lines kept, oldest first, joined by line feeds. */
  text(): string
}

const lineLengthMax = 500

/** A tail that keeps the newest `linesMax` lines, each cut at 500 characters. */
export function createLineTail(linesMax: number): LineTail {
  const lines: string[] = []
  return {
    push(line) {
      lines.push(line.slice(0, lineLengthMax))
      if (lines.length > linesMax) lines.shift()
    },
    text: () => lines.join('\n'),
  }
}
