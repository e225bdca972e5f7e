import type { WrittenLevel } from '@tars/contracts'
import { isAtLeast, parseWrittenLine, type WrittenLine } from './written-line.ts'

/** A line with the moment that it stands at in its file: its own, or that of the line before it where it tells none. */
export interface DatedLine {
  /** ISO 8601, UTC; empty before the first line that tells its time. */
  readonly at: string
  readonly line: WrittenLine
}

/** Which of the lines that are there already are wanted. */
export interface PastLines {
  /** The most lines, counted from the newest. */
  readonly count: number
  readonly level: WrittenLevel
  /** ISO 8601, UTC: nothing older than this; empty for all. */
  readonly since: string
}

/** Gathers wanted lines from chunks that come from the newest to the oldest. */
export interface PastCollector {
  /** Takes the lines of a chunk, which are in the order of the file; gives whether older ones are wanted, too. */
  add(texts: readonly string[]): boolean
  /** The wanted lines, in the order of the file. */
  end(): DatedLine[]
}

/** A collector of the past of one service; its rotated file counts as what stands before the current one. */
export function createPastCollector(service: string, { count, level, since }: PastLines): PastCollector {
  let kept: DatedLine[] = []
  // They begin the chunk before, so that their moment stands in the next one.
  let undated: readonly WrittenLine[] = []
  const keep = (dated: readonly DatedLine[]) => {
    kept = [...dated.filter(({ at, line }) => at >= since && isAtLeast(line, level)), ...kept].slice(-count)
  }
  return {
    add(texts) {
      const lines = [...texts.map((text) => parseWrittenLine(text, service)), ...undated]
      const first = lines.findIndex(({ time }) => time !== null)
      const dated = first === -1 ? [] : dateLines(lines.slice(first), '')
      keep(dated)
      undated = (first === -1 ? lines : lines.slice(0, first)).slice(-count)
      return kept.length < count && (dated[0]?.at ?? since) >= since
    },
    end() {
      keep(dateLines(undated, ''))
      return kept
    },
  }
}

/** Lines with their moments; `before` is that of the line before the first one. */
export function dateLines(lines: readonly WrittenLine[], before: string): DatedLine[] {
  let at = before
  return lines.map((line) => {
    at = line.time ?? at
    return { at, line }
  })
}
