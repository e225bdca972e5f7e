import { type Shortcut, shortcuts } from './shortcuts.ts'

/** How long the second key of a sequence may take. */
export const sequenceTimeoutMs = 1_200

/** The keys pressed so far of a sequence that is not complete. */
export interface KeySequence {
  readonly keys: readonly string[]
  readonly atMs: number
}

/** No key pressed yet. */
export const noKeys: KeySequence = { keys: [], atMs: 0 }

/** The sequence after one more key, and the shortcut that it completes, if any. */
export function pressShortcutKey(
  sequence: KeySequence,
  key: string,
  nowMs: number,
): { sequence: KeySequence; shortcut?: Shortcut } {
  const before = nowMs - sequence.atMs <= sequenceTimeoutMs ? sequence.keys : []
  for (const keys of [[...before, key], [key]]) {
    const matching = shortcuts.filter((shortcut) => keys.every((each, i) => shortcut.keys[i] === each))
    const complete = matching.find((shortcut) => shortcut.keys.length === keys.length)
    if (complete !== undefined) return { sequence: noKeys, shortcut: complete }
    if (matching.length > 0) return { sequence: { keys, atMs: nowMs } }
  }
  return { sequence: noKeys }
}
