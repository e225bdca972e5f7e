import { createRegion } from './region.ts'
import type { Terminal } from './terminal.ts'

/** How far some work is, told line by line or in place. */
export interface Progress {
  /** Shows how far it is: `lines` in place on a terminal, elsewhere `lines[0]` at most every few seconds. */
  show(lines: readonly string[]): void
  /** Ends it; the last lines stay where they are drawn in place and `keep` is set. */
  end(keep?: boolean): void
}

const plainIntervalMs = 2_000
const frameIntervalMs = 50

/** A progress display on stderr that suits the terminal: redrawn in place, or plain lines at a bounded rate. */
export function createProgress(terminal: Terminal, now: () => number): Progress {
  return terminal.interactive ? createLiveProgress(terminal, now) : createPlainProgress(terminal, now)
}

function createLiveProgress(terminal: Terminal, now: () => number): Progress {
  const region = createRegion(terminal.writeProgress)
  let drawnAt = Number.NEGATIVE_INFINITY
  let latest: readonly string[] = []
  return {
    show(lines) {
      latest = lines
      if (now() - drawnAt < frameIntervalMs) return
      drawnAt = now()
      region.draw(lines)
    },
    end(keep = false) {
      if (keep) region.draw(latest)
      else region.clear()
    },
  }
}

function createPlainProgress(terminal: Terminal, now: () => number): Progress {
  let writtenAt = Number.NEGATIVE_INFINITY
  let written = ''
  return {
    show(lines) {
      const line = lines[0] ?? ''
      if (line === written || now() - writtenAt < plainIntervalMs) return
      writtenAt = now()
      written = line
      terminal.note(line)
    },
    end() {},
  }
}

/** A bar of `width` columns, filled by a ratio 0–1. */
export function renderBar(ratio: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, ratio)) * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}
