import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findLooseVersions } from './versions.ts'

const path = 'packages/contracts/package.json'
const judge = (manifest: Record<string, unknown>) =>
  findLooseVersions(sampleTree({ [path]: JSON.stringify({ version: '0.1.0', ...manifest }) }))

describe('findLooseVersions', () => {
  it('refuses a member with a version of its own', () => {
    expect(judge({ version: '0.2.0' })).toEqual([
      { path, message: 'has version 0.2.0: the project has 0.1.0' },
    ])
  })

  it('refuses versions that are not exact, of every kind of dependency', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
    for (const kind of kinds) expect(judge({ [kind]: { zod: '^4.0.0' } })).toHaveLength(1)
    for (const loose of ['*', 'latest', '4', '~4.0.0', 'workspace:*', '>=4.0.0']) {
      expect(judge({ dependencies: { zod: loose } })).toHaveLength(1)
    }
    expect(judge({ dependencies: { zod: '4.0.0', '@embedded/x': '18.4.0-beta.17' } })).toEqual([])
  })

  it('refuses another version of a member', () => {
    expect(judge({ dependencies: { '@tars/events': '0.2.0' } })[0]?.message).toBe(
      'wants @tars/events 0.2.0: the project has 0.1.0',
    )
  })

  it('looks at the root too', () => {
    const root = JSON.stringify({ version: '0.1.0', devDependencies: { vitest: '^5' } })
    expect(findLooseVersions(sampleTree({ 'package.json': root }))).toMatchObject([{ path: 'package.json' }])
  })
})
