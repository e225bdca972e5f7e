import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findBrokenPaths } from './document-paths.ts'

const judge = (text: string) =>
  findBrokenPaths(sampleTree({ 'docs/house.md': text })).map(
    ({ line, message }) => `${line} ${message.split(':')[0]}`,
  )

describe('findBrokenPaths', () => {
  it('finds links that lead nowhere, in every way of writing them', () => {
    const text = `[a](gone.md)
![b](<gone.png>)
[c]: ../gone.md
<img src="gone.svg">
[d](/gone.md "title")
`
    expect(judge(text)).toEqual([
      '1 links to gone.md, which is not there',
      '2 links to gone.png, which is not there',
      '3 links to ../gone.md, which is not there',
      '4 links to gone.svg, which is not there',
      '5 links to /gone.md, which is not there',
    ])
  })

  it('follows links to files, folders and headings, and leaves the world outside alone', () => {
    const text = `# Why? It's so
[a](decisions/001-one-store.md#a-decision) [b](../packages/contracts/) [c](#why-its-so) [d](/README.md)
[e](https://example.org/gone.md) [f](mailto:a@example.org) \`[g](gone.md)\`
`
    expect(judge(text)).toEqual([])
    expect(judge('[a](decisions/001-one-store.md#no-decision)')).toHaveLength(1)
    expect(judge('# One\n[a](#two)')).toHaveLength(1)
    expect(judge('# One\n# One\n[a](#one-1)')).toEqual([])
  })

  it('finds paths in code that are not there', () => {
    expect(judge('See `packages/contracts/src/gone.ts` and `tools/gone`.')).toHaveLength(2)
    expect(judge('See `gone.ts` and `src/gone.ts`.')).toHaveLength(2)
    expect(judge('Run `./gone up --detach`.')).toEqual(['1 names ./gone, which is not there'])
    expect(judge('Read `packages/*/src/gone.ts`.')).toHaveLength(1)
  })

  it('accepts files, folders, endings, patterns and lines', () => {
    const paths = ['packages/contracts/', 'packages/contracts/src/id.ts:7', 'src/id.ts', 'id.ts', '*.test.ts']
    expect(judge(paths.map((path) => `\`${path}\``).join(' '))).toEqual([])
    expect(judge('`packages/*/src/index.ts`, `./README.md`, `packages/`')).toEqual([])
  })

  it('takes for a path only what can be one', () => {
    const text =
      '`application/json`, `npm run check`, `@tars/contracts`, `GET /api/v1/trainings`, `<data>/key`'
    expect(judge(text)).toEqual([])
  })

  it('leaves what is made at run time alone', () => {
    expect(judge('`node_modules/.bin/node`, `.tars/notes.md`')).toEqual([])
  })

  it('reads blocks that people run, and leaves out blocks that show output', () => {
    const block = (language: string) =>
      `\`\`\`${language}\ncat packages/gone.ts\n\`\`\`\nSee \`packages/lost.ts\`.\n`
    expect(judge(block('sh'))).toEqual([
      '4 names packages/lost.ts, which is not there',
      '2 names packages/gone.ts, which is not there',
    ])
    expect(judge(block('text'))).toEqual(['4 names packages/lost.ts, which is not there'])
    expect(judge(block(''))).toHaveLength(1)
    const sample = (path: string) => `\`\`\`ts\nimport x from '${path}'\n\`\`\`\n`
    expect(judge(sample('./gone.ts'))).toEqual([])
    expect(judge(sample('packages/gone.ts'))).toHaveLength(1)
  })
})
