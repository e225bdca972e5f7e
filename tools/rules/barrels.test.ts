import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findStrayBarrels } from './barrels.ts'

describe('findStrayBarrels', () => {
  it('refuses an index in a service, and a second one in a package', () => {
    const stray = ['packages/contracts/src/live/index.ts', 'services/ppo-agent/src/index.tsx']
    const tree = sampleTree(Object.fromEntries(stray.map((path) => [path, ''])))
    expect(findStrayBarrels(tree).map(({ path }) => path)).toEqual(stray)
  })

  it('wants the index of a package that exports', () => {
    const path = 'packages/contracts/src/index.ts'
    expect(findStrayBarrels(sampleTree({ [path]: undefined }))).toMatchObject([{ path }])
  })

  it('wants none of a package that is only run', () => {
    const manifest = JSON.stringify({ version: '0.1.0', bin: { tars: './bin/tars' } })
    expect(findStrayBarrels(sampleTree({ 'packages/cli/package.json': manifest }))).toEqual([])
  })

  it('refuses a re-export that lists no names', () => {
    const path = 'packages/contracts/src/index.ts'
    const tree = sampleTree({ [path]: "export { isId } from './id.ts'\nexport * from './id.ts'\n" })
    expect(findStrayBarrels(tree)).toEqual([
      { path, line: 2, message: '`export *` hides what there is: list the names' },
    ])
  })
})
