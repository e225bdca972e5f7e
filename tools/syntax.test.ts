import { describe, expect, it } from 'vitest'
import { hasCommentBetween, lineAt, listImports, listLocations, listTexts } from './syntax.ts'

const source = (text: string, path = 'a.ts') => ({ path, text })

describe('listImports', () => {
  it('lists every way to import, with its line', () => {
    const text = `import a from './a.ts'
import type { B } from '@tars/b'
import './c.css'
export { d } from './d.ts'
export * from './e.ts'
const f = import('./f.ts')
type G = import('./g.ts').G
`
    expect(
      listImports(source(text))
        .map(({ specifier, line }) => `${line} ${specifier}`)
        .sort(),
    ).toEqual(['1 ./a.ts', '2 @tars/b', '3 ./c.css', '4 ./d.ts', '5 ./e.ts', '6 ./f.ts', '7 ./g.ts'])
  })

  it('is not misled by comments, texts and templates', () => {
    const text = "// import './a.ts'\nconst b = \"import './b.ts'\"\nconst c = `import './c.ts'`\nimport(b)\n"
    expect(listImports(source(text))).toEqual([])
  })

  it('reads pages', () => {
    const text = "import { A } from './a.tsx'\nexport const b = <A>It's <i>so</i> // no comment</A>\n"
    expect(listImports(source(text, 'b.tsx'))).toEqual([{ specifier: './a.tsx', line: 1 }])
  })
})

describe('listLocations', () => {
  it('lists the files beside a source that it names by URL', () => {
    const text = `new Worker(new URL('./a.ts', import.meta.url))
import.meta.resolve('./b.ts')
import.meta.resolve('postgres')
new URL('https://example.org')
new Date('./c.ts')
`
    expect(listLocations(source(text)).map(({ specifier, line }) => `${line} ${specifier}`)).toEqual([
      '1 ./a.ts',
      '2 ./b.ts',
    ])
  })
})

describe('listTexts', () => {
  it('lists string literals only', () => {
    expect(listTexts(source("const a = 'b' + \"c\" + 1 // 'd'"))).toEqual(['b', 'c'])
  })
})

describe('lineAt and hasCommentBetween', () => {
  it('count lines from 1, and see comments inside a range only', () => {
    const file = source('a\n/* b */\nc // d\n')
    expect([0, 1, 2, file.text.length].map((offset) => lineAt(file.text, offset))).toEqual([1, 1, 2, 4])
    expect(hasCommentBetween(file, 1, 10)).toBe(true)
    expect(hasCommentBetween(file, 3, 12)).toBe(false)
  })
})
