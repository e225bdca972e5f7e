import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { globToPattern, isSource, isTest, readTree, treeOf } from './tree.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tars tree '))
  for (const [path, text] of Object.entries({
    '.gitignore': '# made\nnode_modules/\n*.log\n',
    'README.md': '# Read\n',
    'packages/a/src/b.ts': 'const b = 1\n',
    'packages/a/node_modules/c/d.ts': 'const d = 1\n',
    'packages/a/run.log': 'ran\n',
    'picture.png': 'P\0NG',
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  symlinkSync('packages', join(root, 'link'))
})

afterEach(() => rmSync(root, { recursive: true }))

const kept = ['.gitignore', 'README.md', 'link', 'packages/a/src/b.ts', 'picture.png']

describe('readTree', () => {
  it('walks an unpacked archive and leaves out what its .gitignore names', () => {
    expect(readTree(root).map(({ path }) => path)).toEqual(kept)
  })

  it('asks git in a checkout: tracked and untracked files, but neither ignored nor deleted ones', () => {
    const git = (...words: string[]) => execFileSync('git', ['-C', root, ...words], { stdio: 'pipe' })
    git('init')
    writeFileSync(join(root, 'gone.md'), 'gone')
    git('add', 'README.md', 'gone.md')
    rmSync(join(root, 'gone.md'))
    expect(readTree(root).map(({ path }) => path)).toEqual(kept)
  })

  it('reads texts, and nothing from binary files and links to folders', () => {
    const texts = Object.fromEntries(readTree(root).map(({ path, text }) => [path, text]))
    expect(texts).toMatchObject({ 'README.md': '# Read\n', 'picture.png': '', link: '' })
  })
})

describe('treeOf', () => {
  it('sorts by path, so that findings come in the same order everywhere', () => {
    expect(treeOf({ b: '', 'a/c': '', a: '' }).map(({ path }) => path)).toEqual(['a', 'a/c', 'b'])
  })
})

describe('globToPattern', () => {
  it('lets a star stand for anything within one name, and nothing else be special', () => {
    const pattern = globToPattern('packages/*/a+b.ts')
    expect(pattern.test('packages/events/a+b.ts')).toBe(true)
    expect(pattern.test('packages/events/src/a+b.ts')).toBe(false)
    expect(pattern.test('packages/events/aab_ts')).toBe(false)
  })
})

describe('isSource and isTest', () => {
  it('tell sources, tests and declarations apart', () => {
    expect(['a.ts', 'a.tsx', 'a.test.ts', 'a.d.ts', 'a.md'].filter(isSource)).toEqual([
      'a.ts',
      'a.tsx',
      'a.test.ts',
    ])
    expect(['a.ts', 'a.test.ts', 'a.integration.test.tsx', 'test.ts'].filter(isTest)).toEqual([
      'a.test.ts',
      'a.integration.test.tsx',
    ])
  })
})
