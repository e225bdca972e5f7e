import type { Tone } from './tone.ts'

/** What the page knows of its live connection. */
export interface Connection {
  phase: 'connecting' | 'live' | 'waiting' | 'closed'
  /** Milliseconds from `since` until the next try, in phase `waiting`. */
  retryInMs?: number | null | undefined
  /** When the phase began, in milliseconds since the epoch. */
  since: number
}

/** The live connection in words, with its tone: `Live`, `Reconnecting in 3 s`, `Offline`. */
export function describeConnection(
  connection: Connection,
  online: boolean,
  nowMs: number,
): { tone: Tone; words: string } {
  if (connection.phase === 'live') return { tone: 'good', words: 'Live' }
  if (!online) return { tone: 'bad', words: 'Offline' }
  if (connection.phase === 'closed') return { tone: 'bad', words: 'Disconnected' }
  if (connection.phase === 'connecting') return { tone: 'running', words: 'Connecting' }
  const leftMs = (connection.retryInMs ?? 0) - (nowMs - connection.since)
  const seconds = Math.ceil(leftMs / 1_000)
  return { tone: 'unsure', words: seconds <= 0 ? 'Reconnecting' : `Reconnecting in ${seconds}\u00a0s` }
}
