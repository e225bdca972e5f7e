import type { ListPage } from '../api/list-pages.ts'

interface Work {
  id: string
  state: string
  createdAt: string
}

/** The entries of several lists, each once, newest first; where two lists differ, the earlier one holds. */
export function mergeLists<Item extends Work>(lists: readonly ListPage<Item>[]): Item[] {
  const known = new Map<string, Item>()
  for (const { items } of lists) for (const item of items) if (!known.has(item.id)) known.set(item.id, item)
  return [...known.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}

/**
 * How much work waits: what is listed as waiting now, or what the platform has counted where the list is cut; null where
 * that is not counted.
 */
export function countWaiting<Item extends Work>(
  items: readonly Item[],
  isCut: boolean,
  counted: number | undefined,
): number | null {
  const listed = items.filter(({ state }) => state === 'queued').length
  if (!isCut) return listed
  return counted === undefined ? null : Math.max(listed, counted)
}
