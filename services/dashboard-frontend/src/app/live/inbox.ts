import type { TarsEvent } from '@tars/contracts'

/** How many events are remembered to know them again. */
export const rememberedMax = 1_000

/** The most events of one thing that wait for their turn; beyond them what they are about is read again instead. */
export const waitingMax = 100

/**
 * Takes the events of all channels in: what comes on two of them is applied once, and the events of one thing are applied
 * one after the other, so that what an earlier one reads never lands on what a later one has told.
 */
export interface Inbox {
  /** Applies an event, at once if nothing else happens to its thing. @throws whatever applying throws */
  take(event: TarsEvent, at: string, apply: () => Promise<unknown>): Promise<unknown>
}

/** Makes an inbox that has seen nothing. */
export function createInbox(): Inbox {
  const seen = new Set<string>()
  const lines = new Map<string, { last: Promise<unknown>; waiting: number }>()
  const isNew = (event: TarsEvent, at: string) => {
    const key = `${at} ${event.kind} ${JSON.stringify(event.data)}`
    if (seen.has(key)) return false
    seen.add(key)
    for (const oldest of seen) {
      if (seen.size <= rememberedMax) break
      seen.delete(oldest)
    }
    return true
  }
  const enqueue = (thing: string, apply: () => Promise<unknown>) => {
    const line = lines.get(thing) ?? { last: Promise.resolve(), waiting: 0 }
    if (line.waiting >= waitingMax) return Promise.reject(new Error(`too many events of ${thing} wait`))
    const applied = line.waiting === 0 ? apply() : line.last.then(apply, apply)
    const left = () => {
      line.waiting -= 1
      if (line.waiting === 0) lines.delete(thing)
    }
    line.waiting += 1
    line.last = applied.then(left, left)
    lines.set(thing, line)
    return applied
  }
  return {
    take: (event, at, apply) => (isNew(event, at) ? enqueue(thingOf(event), apply) : Promise.resolve()),
  }
}

/** What an event happens to. */
function thingOf({ kind, data }: TarsEvent): string {
  if ('training' in data) return data.training
  if ('evaluation' in data) return data.evaluation
  return 'agent' in data ? data.agent : kind
}

/** The inbox of this window. */
export const inbox = createInbox()
