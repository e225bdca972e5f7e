import { setTimeout as delay } from 'node:timers/promises'
import { probeReadiness } from './probe-readiness.ts'

const startProbeMs = 50
const silencesMax = 3

/** What to watch, how often, and who is told. */
export interface ReadinessWatch {
  readonly port: number
  /** Time between two looks at a service that has been ready; before that it is asked every 50 ms. */
  readonly probeMs: number
  readonly onAnswer: (answer: 'answered ready' | 'answered unready') => void
  readonly signal: AbortSignal
}

/** Asks a service whether it is ready, again and again, until the signal. Three silences in a row count as unready. */
export async function watchReadiness({ port, probeMs, onAnswer, signal }: ReadinessWatch): Promise<void> {
  let silences = 0
  let everReady = false
  while (!signal.aborted) {
    const answer = await probeReadiness(port)
    if (signal.aborted) return
    silences = answer === 'silent' ? silences + 1 : 0
    everReady ||= answer === 'ready'
    // One probe without an answer is a busy moment, three are a state.
    if (answer === 'ready') onAnswer('answered ready')
    else if (answer === 'unready' || silences >= silencesMax) onAnswer('answered unready')
    await delay(everReady ? probeMs : startProbeMs, undefined, { signal }).catch(() => undefined)
  }
}
