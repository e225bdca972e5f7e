import { type EventKind, eventSchemas, type TarsEvent } from '@tars/contracts'

/** The event that a live frame carries; undefined for a kind that this page does not know or data of another shape. */
export function readEvent(kind: string, data: unknown): TarsEvent | undefined {
  if (!Object.hasOwn(eventSchemas, kind)) return undefined
  const parsed = eventSchemas[kind as EventKind].safeParse(data)
  return parsed.success ? ({ kind, data: parsed.data } as TarsEvent) : undefined
}
