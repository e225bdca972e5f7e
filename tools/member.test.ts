import { describe, expect, it } from 'vitest'
import { findMember, listDependencies, listMembers } from './member.ts'
import { treeOf } from './tree.ts'

const members = listMembers(
  treeOf({
    'package.json': '{}',
    'packages/contracts/package.json': '{ "version": "1.0.0" }',
    'packages/contracts/fixtures/package.json': '{}',
    'packages/novelty/package.json': '{}',
    'services/ppo-agent/package.json': '{}',
  }),
)

describe('listMembers', () => {
  it('knows packages and services with their floors, and nothing deeper or higher in the tree', () => {
    expect(members.map(({ name, kind, floor }) => ({ name, kind, floor }))).toEqual([
      { name: 'contracts', kind: 'package', floor: 0 },
      { name: 'novelty', kind: 'package', floor: undefined },
      { name: 'ppo-agent', kind: 'service', floor: 4 },
    ])
    expect(members[0]?.manifest.version).toBe('1.0.0')
  })
})

describe('findMember', () => {
  it('finds the member of a path, but not one whose name only begins alike', () => {
    expect(findMember(members, 'packages/contracts/src/id.ts')?.name).toBe('contracts')
    expect(findMember(members, 'packages/contracts-old/src/id.ts')).toBeUndefined()
    expect(findMember(members, 'tools/tree.ts')).toBeUndefined()
  })
})

describe('listDependencies', () => {
  it('lists every kind', () => {
    const manifest = {
      dependencies: { a: '1' },
      devDependencies: { b: '2' },
      optionalDependencies: { c: '3' },
      peerDependencies: { d: '4' },
    }
    expect(listDependencies(manifest)).toEqual(Object.entries({ a: '1', b: '2', c: '3', d: '4' }))
    expect(listDependencies({})).toEqual([])
  })
})
