/** A change of the baseline, from one version of an agent to another; null where there was none before. */
export interface LineageEvent {
  id: string
  kind: 'promotion' | 'rollback'
  from: number | null
  to: number
}

/** Where the line of an agent's versions and the changes of its baseline stand, in pixels. */
export interface LineageLayout {
  width: number
  height: number
  /** Where the line itself runs. */
  middle: number
  versions: { version: number; x: number }[]
  arcs: { id: string; kind: LineageEvent['kind']; path: string; head: string }[]
}

/** The distance between two versions, in pixels. */
export const lineageStep = 68

const room = 34
const arcMax = 44
const radius = 9

/**
 * Lays out the versions of an agent from left to right, the oldest first, and an arc for each change of the baseline:
 * promotions above the line, rollbacks below it. A change from or to a version that is not shown is left out.
 */
export function layLineage(versions: readonly number[], events: readonly LineageEvent[]): LineageLayout {
  const placed = [...versions]
    .sort((a, b) => a - b)
    .map((version, i) => ({ version, x: room + i * lineageStep }))
  const places = new Map(placed.map(({ version, x }) => [version, x]))
  const middle = arcMax + 16
  const arcs = events.flatMap(({ id, kind, from, to }) => {
    const end = places.get(to)
    const start = from === null ? end : places.get(from)
    if (start === undefined || end === undefined) return []
    return [{ id, kind, ...arc(start, end, middle, kind === 'promotion' ? -1 : 1) }]
  })
  const hasRollback = arcs.some(({ kind }) => kind === 'rollback')
  const below = hasRollback ? arcMax + 16 : radius + 4
  return {
    width: 2 * room + Math.max(0, placed.length - 1) * lineageStep,
    height: middle + below,
    middle,
    versions: placed,
    arcs,
  }
}

function arc(start: number, end: number, middle: number, side: 1 | -1): { path: string; head: string } {
  const foot = middle + side * (radius + 2)
  const spans = Math.max(1, Math.abs(end - start) / lineageStep)
  const top = foot + side * Math.min(arcMax - radius, 14 + 6 * spans)
  const path =
    start === end
      ? `M${start} ${top}L${end} ${foot}`
      : `M${start} ${foot}C${start} ${top} ${end} ${top} ${end} ${foot}`
  return { path, head: `M${end - 4} ${foot + side * 6}L${end} ${foot}L${end + 4} ${foot + side * 6}` }
}
