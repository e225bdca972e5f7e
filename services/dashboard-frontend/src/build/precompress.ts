import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Files below this size are not worth compressing. */
const bytesMin = 1_024

const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.map', '.txt', '.webmanifest'])
const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/** Writes a `.gz` and a `.br` twin beside every text file of a folder that is worth it; gives how many files got twins. */
export async function precompress(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  let count = 0
  for (const entry of entries) {
    if (!entry.isFile() || !compressible.has(extname(entry.name))) continue
    const path = join(entry.parentPath, entry.name)
    if ((await stat(path)).size < bytesMin) continue
    const content = await readFile(path)
    await writeFile(`${path}.gz`, await toGzip(content, { level: constants.Z_BEST_COMPRESSION }))
    await writeFile(`${path}.br`, await toBrotli(content))
    count++
  }
  return count
}
