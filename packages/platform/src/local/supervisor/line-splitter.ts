/** Takes text in pieces and gives whole lines. */
export interface LineSplitter {
  push(text: string): void
  /** Gives what is left over as a last line. */
  end(): void
}

/** A splitter that holds at most `lengthMax` characters: a longer line is given in pieces. */
export function createLineSplitter(onLine: (line: string) => void, lengthMax = 65_536): LineSplitter {
  let held = ''
  return {
    push(text) {
      const lines = (held + text).split('\n')
      held = lines.pop()!
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
      while (held.length > lengthMax) {
        onLine(held.slice(0, lengthMax))
        held = held.slice(lengthMax)
      }
    },
    end() {
      if (held !== '') onLine(held)
      held = ''
    },
  }
}
