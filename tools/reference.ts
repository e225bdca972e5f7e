import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describeReference } from './reference/pages.ts'
import { readTree } from './tree.ts'

/** Writes docs/reference: the pages of configuration, errors, events, API, command line and metrics, from the code. */
const folder = new URL('../docs/reference/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, text] of Object.entries(
  describeReference(readTree(fileURLToPath(new URL('..', import.meta.url)))),
)) {
  await writeFile(new URL(name, folder), text)
}
