import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBackwards } from './read-backwards.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-backwards-'))
})
afterAll(() => rm(folder, { recursive: true }))

const text = 'one\n\nzwei €\na line that is longer than a chunk\nlast\n'
const lines = ['one', 'zwei €', 'a line that is longer than a chunk', 'last']

async function readAll(content: string, chunkBytes: number, from = 0): Promise<string[]> {
  const path = join(folder, 'lines')
  await writeFile(path, content)
  await using file = await open(path)
  const lines: string[] = []
  for await (const chunk of readBackwards(file, { from, to: (await file.stat()).size, chunkBytes }))
    lines.unshift(...chunk)
  return lines
}

it.each([1, 2, 3, 7, 16, 40, 1000])('gives every line once and whole in chunks of %d bytes', async (size) => {
  expect(await readAll(text, size)).toEqual(lines)
})

it('gives nothing for an empty file', async () => {
  expect(await readAll('', 16)).toEqual([])
})

it.each([1, 7, 1000])('leaves out the line that the part begins in, in chunks of %d bytes', async (size) => {
  expect(await readAll(text, size, 2)).toEqual(lines.slice(1))
  expect(await readAll(text, size, Buffer.byteLength(text) - 4)).toEqual([])
})
