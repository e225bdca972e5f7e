import { createRegion } from './region.ts'
import type { Terminal } from './terminal.ts'
import { cut, printable, widthOf, wrap } from './text.ts'
import { formatSeconds } from './time.ts'

/** Something that happens on the way to a result, for example while the platform starts. */
export interface Step {
  readonly name: string
  readonly state: 'started' | 'done' | 'failed'
  readonly seconds?: number | undefined
  readonly detail?: string | undefined
}

/** A display of steps, some of which may run side by side. */
export interface Steps {
  show(step: Step): void
  /** Takes away what is still spinning. */
  end(): void
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMs = 100
const plainMs = 10_000
const nameWidth = 24
const timeWidth = 6

/**
 * A display of steps on stderr: one lasting line for each that has ended; for what runs, a spinner with the time so far on
 * a terminal, and elsewhere a line every ten seconds. `now` is in ms.
 */
export function createSteps(terminal: Terminal, now: () => number): Steps {
  const { interactive } = terminal
  const running = new Map<string, number>()
  const region = createRegion(terminal)
  let timer: NodeJS.Timeout | undefined
  const tell = () => [...running].map(([name, since]) => `${name}${describeWait(now() - since)}`)
  const draw = () => {
    const frame = frames[Math.floor(now() / frameMs) % frames.length]
    region.draw(tell().map((line) => cut(`${frame} ${line}`, terminal.columns)))
  }
  const say = () => {
    if (running.size > 0) terminal.note(`… ${tell().join(', ')}`)
  }
  return {
    show(step) {
      if (step.state === 'started') running.set(step.name, now())
      else running.delete(step.name)
      if (interactive) region.clear()
      if (step.state !== 'started') {
        for (const line of renderStep(step, terminal.columns)) terminal.note(line)
      }
      if (interactive) draw()
      timer ??= setInterval(interactive ? draw : say, interactive ? frameMs : plainMs)
    },
    end() {
      clearInterval(timer)
      timer = undefined
      running.clear()
      if (interactive) region.clear()
    },
  }
}

/** A step that has ended, as lines of at most `width` columns: mark, name, time and detail. */
export function renderStep({ name, state, seconds, detail }: Step, width: number): string[] {
  const mark = state === 'failed' ? '✖' : '✔'
  const time = seconds === undefined ? '' : formatSeconds(seconds)
  const end = state === 'failed' ? ' (failed)' : ''
  const whole = `${mark} ${name.padEnd(nameWidth)} ${time.padStart(timeWidth)}  ${printable(detail ?? '')}`
  if (widthOf(whole.trimEnd() + end) <= width) return [whole.trimEnd() + end]
  const head = `${mark} ${name}${time === '' ? '' : ` ${time}`}${end}`
  const below = detail === undefined ? [] : wrap(printable(detail), width - 2).map((line) => `  ${line}`)
  return [...wrap(head, width), ...below]
}

/** How long something has been running, once that is long enough to be worth telling. */
function describeWait(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return seconds < 1 ? '' : ` (${seconds < 60 ? `${seconds} s` : formatSeconds(seconds)} so far)`
}
