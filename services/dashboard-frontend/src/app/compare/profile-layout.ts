import { createScale, type Scale } from '../charts/scale.ts'

/** The line of one performance profile, and where its letter stands. */
export interface ProfileLine {
  path: string
  label: { x: number; y: number }
}

/** Where everything of a picture of profiles stands. */
export interface ProfileLayout {
  x: Scale
  y: Scale
  lines: (ProfileLine | null)[]
}

/**
 * Lays out performance profiles `[policies][thresholds]` in a box. Letters stand at different heights of their lines, since
 * all profiles begin and end together.
 */
export function layProfiles(
  thresholds: readonly number[],
  profiles: readonly (readonly number[] | null)[],
  box: { left: number; right: number; top: number; bottom: number },
): ProfileLayout {
  const x = createScale(thresholds[0] ?? 0, thresholds.at(-1) ?? 1, box.left, box.right)
  const y = createScale(0, 1, box.bottom, box.top)
  const lines = profiles.map((profile, i) => {
    if (profile === null || profile.length === 0) return null
    const points = profile.map((share, at) => ({ x: x(thresholds[at] ?? 0), y: y(share) }))
    const path = points.map(
      (point, at) => `${at === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`,
    )
    const height = 0.85 - (0.7 * i) / Math.max(1, profiles.length - 1)
    return { path: path.join(''), label: pointAt(points, y(height)) }
  })
  return { x, y, lines }
}

/** Where a falling line reaches a height; its end where it never does. */
function pointAt(points: readonly { x: number; y: number }[], height: number): { x: number; y: number } {
  const after = points.findIndex((point) => point.y >= height)
  const [from, to] = [points[after - 1], points[after]]
  if (to === undefined) return points.at(-1)!
  if (from === undefined) return to
  return { x: from.x + ((to.x - from.x) * (height - from.y)) / (to.y - from.y), y: height }
}
