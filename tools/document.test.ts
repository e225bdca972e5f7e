import { describe, expect, it } from 'vitest'
import { readDocument } from './document.ts'

const read = (text: string) => readDocument({ path: 'a.md', text })

describe('readDocument', () => {
  it('tells links, code and commands apart, each with its line', () => {
    const document = read('[a](b.md) `c`\n```sh\nd\n```\n![e](f.png)\n')
    expect(document.links).toEqual([
      { text: 'b.md', line: 1 },
      { text: 'f.png', line: 5 },
    ])
    expect(document.spans).toEqual([{ text: 'c', line: 1 }])
    expect(document.commands).toEqual([{ text: 'd', line: 3, language: 'sh' }])
  })

  it('ends a fence only with as long a mark, without a language', () => {
    const document = read('````text\n```sh\n[a](b.md)\n```\n````\n[c](d.md)\n')
    expect(document.links.map(({ text }) => text)).toEqual(['d.md'])
    expect(document.commands).toEqual([])
  })

  it('takes no heading from a block, and numbers headings that repeat', () => {
    const { anchors } = read("# It's `code`, and [more](x.md)!\n## Two\n## Two\n```\n# Not one\n```\n")
    expect([...anchors]).toEqual(['its-code-and-more', 'two', 'two-1'])
  })
})
