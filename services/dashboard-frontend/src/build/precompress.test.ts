import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { precompress } from './precompress.ts'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'precompress-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'assets', 'main.js'), 'let x = 1\n'.repeat(500))
  await writeFile(join(directory, 'assets', 'small.js'), 'let x = 1\n')
  await writeFile(join(directory, 'assets', 'font.woff2'), Buffer.alloc(5_000))
})

afterAll(() => rm(directory, { recursive: true }))

describe('precompressing', () => {
  it('leaves twins of the same content beside large text files only', async () => {
    expect(await precompress(directory)).toBe(1)
    const names = (await readdir(join(directory, 'assets'))).sort()
    expect(names).toEqual(['font.woff2', 'main.js', 'main.js.br', 'main.js.gz', 'small.js'])
    const original = await readFile(join(directory, 'assets', 'main.js'))
    expect(gunzipSync(await readFile(join(directory, 'assets', 'main.js.gz')))).toEqual(original)
    expect(brotliDecompressSync(await readFile(join(directory, 'assets', 'main.js.br')))).toEqual(original)
  })

  it('makes the same twins again when run again, and none of twins', async () => {
    expect(await precompress(directory)).toBe(1)
    expect(await readdir(join(directory, 'assets'))).toHaveLength(5)
  })
})
