import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findRegistryHosts } from './registry-hosts.ts'

// Put together here, so that this file itself names none.
const host = ['', '', 'registry.example.org'].join('/')

describe('findRegistryHosts', () => {
  it('finds the address of a registry in any file', () => {
    for (const path of ['docs/install.md', 'package-lock.json', 'packages/contracts/src/id.ts']) {
      const [finding] = findRegistryHosts(sampleTree({ [path]: `one\ntwo https:${host}/a.tgz\n` }))
      expect(finding).toMatchObject({ path, line: 2 })
      expect(finding?.message).toContain(`'${host}' names a registry`)
    }
  })

  it('finds the choice of a registry in the settings of npm', () => {
    const lines = [['registry', 'x'].join('='), ['@tars:registry', 'x'].join(' = ')]
    for (const text of lines) expect(findRegistryHosts(sampleTree({ '.npmrc': text }))).toHaveLength(1)
  })

  it('lets the word stand for other things', () => {
    const text = 'await registry.metrics() // the registry of metrics\nconst registry = new Registry()\n'
    expect(findRegistryHosts(sampleTree({ 'packages/contracts/src/id.ts': text }))).toEqual([])
  })
})
