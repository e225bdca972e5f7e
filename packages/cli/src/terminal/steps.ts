import { createRegion } from './region.ts'
import type { Terminal } from './terminal.ts'
import { printable } from './text.ts'
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

/** A display of steps on stderr: a spinner for what runs on a terminal, and one lasting line for what has ended. */
export function createSteps(terminal: Terminal): Steps {
  const running = new Set<string>()
  const region = createRegion(terminal.writeProgress)
  let frame = 0
  const draw = () => region.draw([...running].map((name) => `${frames[frame % frames.length]} ${name}`))
  let timer: NodeJS.Timeout | undefined
  const spin = () => {
    if (!terminal.interactive) return
    draw()
    timer ??= setInterval(() => {
      frame++
      draw()
    }, frameMs)
  }
  return {
    show(step) {
      if (step.state === 'started') running.add(step.name)
      else running.delete(step.name)
      if (terminal.interactive) region.clear()
      if (step.state !== 'started') terminal.note(describeStep(step))
      spin()
    },
    end() {
      clearInterval(timer)
      running.clear()
      if (terminal.interactive) region.clear()
    },
  }
}

/** A step that has ended, in one line: mark, name, time and detail. */
export function describeStep({ name, state, seconds, detail }: Step): string {
  const time = seconds === undefined ? '' : formatSeconds(seconds)
  const line = `${state === 'failed' ? '✖' : '✔'} ${name.padEnd(24)} ${time.padStart(6)}  ${printable(detail ?? '')}`
  return state === 'failed' ? `${line.trimEnd()} (failed)` : line.trimEnd()
}
