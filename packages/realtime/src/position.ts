/** A place in a channel: the incarnation of its log, and the offset of the last event that was read. */
export interface Position {
  epoch: string
  offset: number
}

/** What an event is to a reader that stands at `position`: the next one, one it has had, or one too far. */
export function placeOf(position: Position, offset: number): 'next' | 'duplicate' | 'gap' {
  if (offset <= position.offset) return 'duplicate'
  return offset === position.offset + 1 ? 'next' : 'gap'
}

/**
 * Where a reader stands after the server's answer to its subscription, and whether it must read a snapshot:
 * it had no position, the server says so, or the answer cannot follow what was read (another epoch, a later
 * offset).
 */
export function recover(
  since: Position | null,
  answer: Position & { recovered: boolean },
): { position: Position; snapshot: boolean } {
  const { epoch, offset, recovered } = answer
  const follows = since !== null && recovered && epoch === since.epoch && offset <= since.offset
  return follows ? { position: since, snapshot: false } : { position: { epoch, offset }, snapshot: true }
}
