import type { Connection } from '@tars/realtime'
import type { Tone } from './tone.ts'

type Known = Pick<Connection, 'phase' | 'retryInMs' | 'since'>

/** The live connection in words, with its tone: `Live`, `Reconnecting`, `Offline`. They change with its phase only. */
export function describeConnection(connection: Known, online: boolean): { tone: Tone; words: string } {
  if (connection.phase === 'live') return { tone: 'good', words: 'Live' }
  if (!online) return { tone: 'bad', words: 'Offline' }
  if (connection.phase === 'closed') return { tone: 'bad', words: 'Disconnected' }
  if (connection.phase === 'connecting') return { tone: 'running', words: 'Connecting' }
  return { tone: 'unsure', words: 'Reconnecting' }
}

/** When the connection is tried again, as it stands behind its words: `in 3 s`; null where that is not known. */
export function describeNextTry(connection: Known, online: boolean, nowMs: number): string | null {
  if (!online || connection.phase !== 'waiting') return null
  const leftMs = (connection.retryInMs ?? 0) - (nowMs - connection.since)
  const seconds = Math.ceil(leftMs / 1_000)
  return seconds <= 0 ? null : `in ${seconds}\u00a0s`
}
