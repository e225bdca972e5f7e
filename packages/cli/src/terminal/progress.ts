import { createRegion } from './region.ts'
import type { Terminal } from './terminal.ts'
import { cut, widthOf } from './text.ts'
import { formatSeconds } from './time.ts'

/** How far some work is, told line by line or in place. */
export interface Progress {
  /** Shows how far it is: `lines` in place on a terminal, elsewhere the first of them now and then. */
  show(lines: readonly string[]): void
  /** Ends it; the last lines stay where they are drawn in place and `keep` is set. */
  end(keep?: boolean): void
}

const frameIntervalMs = 50
const plainIntervalMs = { min: 2_000, max: 60_000 }
const barWidth = 16

/** A progress display on stderr that suits the terminal: redrawn in place, or plain lines at a bounded rate. */
export function createProgress(terminal: Terminal, now: () => number): Progress {
  return terminal.interactive ? createLiveProgress(terminal, now) : createPlainProgress(terminal, now)
}

function createLiveProgress(terminal: Terminal, now: () => number): Progress {
  const region = createRegion(terminal)
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
      if (keep) region.leave(latest)
      else region.clear()
    },
  }
}

/** The longer the work takes, the rarer the lines: every two seconds at first, every minute after ten minutes. */
function createPlainProgress(terminal: Terminal, now: () => number): Progress {
  const beganAt = now()
  let writtenAt = Number.NEGATIVE_INFINITY
  let written = ''
  return {
    show(lines) {
      const line = lines[0] ?? ''
      const interval = Math.max(plainIntervalMs.min, Math.min(plainIntervalMs.max, (now() - beganAt) / 10))
      if (line === written || now() - writtenAt < interval) return
      writtenAt = now()
      written = line
      terminal.note(line)
    },
    end() {},
  }
}

/**
 * How far work is, in one line of at most the terminal's columns: a bar where the terminal can be drawn on and has room
 * for it beside all parts, then as many of the parts as fit, the most important one first.
 */
export function renderProgress(terminal: Terminal, ratio: number, parts: readonly string[]): string {
  const { columns, interactive } = terminal
  const whole = parts.join('  ')
  const bar = interactive ? `${renderBar(ratio, barWidth)} ` : ''
  if (widthOf(bar + whole) <= columns) return bar + whole
  let told = parts.length
  while (told > 1 && widthOf(parts.slice(0, told).join('  ')) > columns) told--
  return cut(parts.slice(0, told).join('  '), columns)
}

/** The time left in words, also while it is not known. */
export function describeLeft(seconds: number | undefined): string {
  return seconds === undefined ? 'time left not known yet' : `about ${formatSeconds(seconds)} left`
}

/** A bar of `width` columns, filled by a ratio 0–1. */
export function renderBar(ratio: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, ratio)) * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}
