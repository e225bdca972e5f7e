import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check } from '@tars/platform'
import { expect } from 'vitest'
import { renderChecks } from './doctor-screen.ts'
import { projectRoot } from './fresh-clone.ts'

const page = join(projectRoot, 'docs', 'troubleshooting.md')

/** What is replaced in an excerpt, so that it is the same on every machine. */
export type Replacements = readonly (readonly [pattern: RegExp | string, by: string])[]

const always: Replacements = [
  [/pid \d+ \([^)]*\)/g, 'pid 4242 (node server.js)'],
  [/pid \d+/g, 'pid 4242'],
  [/20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+Z)?/g, '2026-01-31 12:00'],
]

/**
 * Expects that the page of troubleshooting shows these checks, as `tars doctor` prints them, between `<!-- doctor: NAME -->`
 * and `<!-- end -->`. With WRITE_TROUBLESHOOTING=yes it writes them there instead.
 */
export async function expectDocumented(
  name: string,
  checks: readonly (Check | undefined)[],
  replacements: Replacements,
): Promise<void> {
  const normalised = checks.map((check) => normalise(check, [...replacements, ...always]))
  const excerpt = `\n\n\`\`\`text\n${await renderChecks(normalised)}\n\`\`\`\n\n`
  const text = await readFile(page, 'utf8')
  const [opening, closing] = [`<!-- doctor: ${name} -->`, '<!-- end -->']
  const start = text.indexOf(opening) + opening.length
  expect(start, `${opening} in docs/troubleshooting.md`).toBeGreaterThanOrEqual(opening.length)
  const end = text.indexOf(closing, start)
  if (process.env.WRITE_TROUBLESHOOTING === 'yes') {
    await writeFile(page, text.slice(0, start) + excerpt + text.slice(end))
  } else {
    const mend = 'WRITE_TROUBLESHOOTING=yes ./tars test --tier machines writes the page anew'
    expect(text.slice(start, end), mend).toBe(excerpt)
  }
}

function normalise(check: Check | undefined, replacements: Replacements): Check {
  if (check === undefined) throw new Error('The doctor has no such check.')
  const texts = replacements.reduce(
    (text, [pattern, by]) => text.replaceAll(pattern, by),
    JSON.stringify(check),
  )
  return JSON.parse(texts) as Check
}
