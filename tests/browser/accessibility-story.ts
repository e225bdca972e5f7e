import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { recolour, relax, resize, schemes, windows } from './look.ts'
import { gateRoutes, listedPages } from './page-list.ts'
import { waitForSight } from './sight.ts'
import type { Stage } from './stage.ts'
import { findSubjects } from './subjects.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What can differ when nothing but the colours do. */
const onlyColours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } }

interface Axe {
  run(options: RunOptions): Promise<AxeResults>
}

/** The findings that keep somebody from using a page. */
const heavy: readonly unknown[] = ['serious', 'critical']

/** Nothing of any page keeps out whoever uses a keyboard or a screen reader, or sees badly. */
export function tellAccessibility(on: () => Stage): void {
  it('has no serious or critical finding of axe on any page, light and dark, wide and narrow', async () => {
    const { page, visit } = on()
    const axe = await readFile(axeFile, 'utf8')
    const subjects = await findSubjects(on())
    const listed = listedPages.map(({ path, full }) => ({ path: path(subjects), full }))
    const others = [...gateRoutes, '/nowhere'].map((path) => ({ path, full: '' }))
    const findings: string[] = []
    for (const { path, full } of [...listed, ...others]) {
      await visit(path)
      if (full === '') await page.getByRole('heading', { level: 1 }).waitFor()
      else await waitForSight(page, ({ text, isBusy }) => text.includes(full) && !isBusy)
      // A script in the page would be refused by its policy; this one comes from outside of it.
      await page.evaluate(axe)
      findings.push(...(await examine(page, path)))
    }
    await relax(page)
    expect(findings).toEqual([])
  })
}

async function examine(page: Page, path: string): Promise<string[]> {
  const findings: string[] = []
  for (const size of Object.keys(windows) as (keyof typeof windows)[]) {
    await resize(page, size, path)
    for (const scheme of schemes) {
      await recolour(page, scheme)
      const { violations } = await page.evaluate(
        (options) => (globalThis as unknown as { axe: Axe }).axe.run(options),
        scheme === 'dark' ? onlyColours : {},
      )
      for (const { id, impact, nodes } of violations) {
        if (!heavy.includes(impact)) continue
        const places = nodes
          .slice(0, 3)
          .map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)
        findings.push(
          `${path} ${size} ${scheme}: ${id} (${impact}) ${places.join(' | ')}`.replace(/\s+/g, ' '),
        )
      }
    }
  }
  return findings
}
