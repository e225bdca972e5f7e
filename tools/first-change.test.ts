import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeFinding } from './finding.ts'
import { houseRules } from './house-rules.ts'
import { readTree, treeOf } from './tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = 'packages/statistics/src'
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const blocks = [...text.matchAll(/^ {3}```typescript\n {3}\/\/ (\S+)\n(.*?)^ {3}```$/gms)]
const changes = new Map(blocks.map(([, name, body]) => [name!, body!.replace(/^ {3}/gm, '')]))
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tars-first-change-'))
  cpSync(join(root, folder), copy, { recursive: true, filter: (path) => !path.endsWith('.test.ts') })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }')
  for (const [name, body] of changes) {
    writeFileSync(join(copy, name), name === 'index.ts' ? indexWithout(body) + body : body)
  }
})

/** The index without the line of the change, which whoever has just made the change has in it already. */
function indexWithout(line: string): string {
  return readFileSync(join(root, folder, 'index.ts'), 'utf8').replace(line, '')
}

afterAll(() => rmSync(copy, { recursive: true }))

describe('the first change of CONTRIBUTING.md', () => {
  it('has a source, a test and a line of the index', () => {
    expect([...changes.keys()]).toEqual(['median-deviation.ts', 'median-deviation.test.ts', 'index.ts'])
  })

  it('passes its own test and is exported', () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    writeFileSync(
      join(copy, 'index.test.ts'),
      "import { expect, it } from 'vitest'\nimport * as all from './index.ts'\nit('has it', () => expect(all).toHaveProperty('medianDeviation'))\n",
    )
    const report = join(copy, 'report.json')
    const options = ['run', '--root', copy, '--reporter=json', `--outputFile=${report}`]
    execFileSync(process.execPath, [vitest, ...options], { stdio: 'pipe' })
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ numPassedTests: 4, numFailedTests: 0 })
  })

  it('keeps the rules of the house and is formatted as it stands', () => {
    const tree = readTree(root)
    const files = Object.fromEntries(tree.map((file) => [file.path, file.text]))
    for (const [name, body] of changes)
      files[`${folder}/${name}`] = name === 'index.ts' ? indexWithout(body) + body : body
    const changed = treeOf(files)
    const findings = Object.values(houseRules).flatMap((find) => find(changed))
    expect(findings.map(describeFinding).filter((line) => line.includes('median-deviation'))).toEqual([])

    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
    for (const name of ['median-deviation.ts', 'median-deviation.test.ts']) {
      const options = ['check', '--write', `--stdin-file-path=${folder}/${name}`]
      const output = execFileSync(process.execPath, [biome, ...options], {
        cwd: root,
        input: changes.get(name)!,
        encoding: 'utf8',
      })
      expect(output).toBe(changes.get(name))
    }
  })
})
