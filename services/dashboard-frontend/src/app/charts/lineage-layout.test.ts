import { describe, expect, it } from 'vitest'
import { layLineage, lineageStep } from './lineage-layout.ts'

const numbers = (path: string) => path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? []

describe('the line of versions', () => {
  it('stands in the order of the versions, evenly spaced, within its width', () => {
    const { versions, width } = layLineage([3, 1, 2], [])
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3])
    expect(versions[1]!.x - versions[0]!.x).toBe(lineageStep)
    expect(width - versions[2]!.x).toBe(versions[0]!.x)
  })

  it('has promotions above and rollbacks below, each from the old baseline to the new', () => {
    const { arcs, middle, versions, height } = layLineage(
      [1, 2],
      [
        { id: 'up', kind: 'promotion', from: 1, to: 2 },
        { id: 'back', kind: 'rollback', from: 2, to: 1 },
      ],
    )
    const [up, back] = arcs.map(({ path }) => numbers(path))
    expect([up![0], up![6]]).toEqual([versions[0]!.x, versions[1]!.x])
    expect([back![0], back![6]]).toEqual([versions[1]!.x, versions[0]!.x])
    for (const y of [up![1], up![3], up![7]]) expect(y).toBeLessThan(middle)
    for (const y of [back![1], back![3], back![7]]) {
      expect(y).toBeGreaterThan(middle)
      expect(y).toBeLessThanOrEqual(height)
    }
  })

  it('lets the first baseline fall from above, and leaves out what it does not show', () => {
    const { arcs, versions } = layLineage(
      [5, 6],
      [
        { id: 'first', kind: 'promotion', from: null, to: 5 },
        { id: 'gone', kind: 'promotion', from: 2, to: 5 },
        { id: 'unknown', kind: 'rollback', from: 6, to: 2 },
      ],
    )
    expect(arcs.map(({ id }) => id)).toEqual(['first'])
    const [x1, , x2] = numbers(arcs[0]!.path)
    expect([x1, x2]).toEqual([versions[0]!.x, versions[0]!.x])
  })

  it('of a single version or none is still drawn', () => {
    expect(layLineage([1], []).width).toBeGreaterThan(0)
    expect(layLineage([], []).versions).toEqual([])
  })
})
