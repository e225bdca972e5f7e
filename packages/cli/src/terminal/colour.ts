import { styleText } from 'node:util'

/** What a state means to the reader: the five colours of the platform, and quiet for what stands back. */
export type Tone = 'good' | 'bad' | 'unsure' | 'running' | 'nothing' | 'quiet' | 'strong'

/** A piece of text with what its colour should say; a plain string is uncoloured. */
export type Toned = string | { readonly text: string; readonly tone: Tone }

/** Colours a text by its meaning; never the only bearer of it. */
export type Paint = (toned: Toned) => string

const styles = {
  good: 'green',
  bad: 'red',
  unsure: 'yellow',
  running: 'blue',
  nothing: 'gray',
  quiet: 'gray',
  strong: 'bold',
} as const satisfies Record<Tone, string>

const tones: Readonly<Record<string, Tone>> = {
  ready: 'good',
  completed: 'good',
  judged: 'good',
  improved: 'good',
  equivalent: 'good',
  info: 'nothing',
  failed: 'bad',
  regressed: 'bad',
  critical: 'bad',
  error: 'bad',
  unready: 'unsure',
  restarting: 'unsure',
  inconclusive: 'unsure',
  warning: 'unsure',
  warn: 'unsure',
  running: 'running',
  scored: 'running',
  starting: 'running',
  stopping: 'running',
}

/** A painter: with colour it writes ANSI styles, without it gives the text as it is. */
export function createPaint(colour: boolean): Paint {
  return (toned) => {
    if (typeof toned === 'string') return toned
    return colour ? styleText(styles[toned.tone], toned.text, { validateStream: false }) : toned.text
  }
}

/** A state, verdict or severity in its own colour; words that mean no state stay grey. */
export function tonedState(state: string): Toned {
  return { text: state, tone: tones[state] ?? 'nothing' }
}

/** The bare text of a piece. */
export function textOf(toned: Toned): string {
  return typeof toned === 'string' ? toned : toned.text
}
