import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findMissingDocstrings } from './docstrings.ts'

const path = 'packages/contracts/src/id.ts'
const judge = (text: string) => findMissingDocstrings(sampleTree({ [path]: text }))

describe('findMissingDocstrings', () => {
  for (const text of [
    'export function a() {}',
    'export const a = 1',
    'export interface A {}',
    'export type A = 1',
    'export class A {}',
    'const a = 1\nexport { a }',
  ]) {
    it(`wants a docstring for \`${text.replace('\n', '; ')}\``, () => {
      expect(judge(text)).toMatchObject([{ path, line: 1 }])
      expect(judge(`/** What it gives. */\n${text}`)).toEqual([])
    })
  }

  it('takes no other comment for a docstring, and none that stands elsewhere', () => {
    expect(judge('// What it gives.\nexport const a = 1')).toHaveLength(1)
    expect(judge('/* What it gives. */\nexport const a = 1')).toHaveLength(1)
    expect(judge('/** What it gives. */\nconst b = 1\nexport const a = b')).toHaveLength(1)
  })

  it('wants a first sentence with a full stop', () => {
    for (const docstring of [
      '/** What it gives */',
      '/** @returns what it gives. */',
      '/** Waits, e.g. 5 ms */',
    ]) {
      expect(judge(`${docstring}\nexport const a = 1`)[0]?.message).toContain(
        'does not begin with a sentence',
      )
    }
    expect(
      judge(
        '/**\n * What it gives, over two\n * lines. More.\n *\n * @source a book\n */\nexport const a = 1',
      ),
    ).toEqual([])
    expect(judge('/** A map of it. @source RFC 9457 */\nexport const a = 1')).toEqual([])
  })

  it('asks once for overloads and for a type beside the constant of its name', () => {
    const overloads =
      'export function a(x: 1): 1\nexport function a(x: 2): 2\nexport function a(x: number) {\n  return x\n}'
    expect(judge(`/** What it gives. */\n${overloads}`)).toEqual([])
    expect(judge(overloads)).toHaveLength(1)
    expect(judge('/** What it gives. */\nexport const A = 1\nexport type A = 1')).toEqual([])
  })

  it('asks nothing of re-exports, of private names and of tests', () => {
    expect(judge("export { b } from './b.ts'\nconst a = 1")).toEqual([])
    expect(findMissingDocstrings(sampleTree({ 'tests/flows/a.test.ts': 'export const a = 1' }))).toEqual([])
  })
})
