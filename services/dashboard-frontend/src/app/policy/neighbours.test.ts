import type { Policy } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { neighboursOf } from './neighbours.ts'

const newestFirst = [4, 3, 2].map((version) => ({ id: `p${version}`, version }) as Policy)
const versions = (id: string) => {
  const { before, after } = neighboursOf(id, newestFirst)
  return [before?.version, after?.version]
}

describe('the versions next to a policy', () => {
  it('are the one before it and the one after it', () => {
    expect(versions('p3')).toEqual([2, 4])
  })

  it('end where what was read of the line ends', () => {
    expect(versions('p4')).toEqual([3, undefined])
    expect(versions('p2')).toEqual([undefined, 3])
  })

  it('are unknown for a policy that is older than what was read', () => {
    expect(versions('p1')).toEqual([undefined, undefined])
  })
})
