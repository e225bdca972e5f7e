import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import type { Stage } from './stage.ts'
import { findSubjects } from './subjects.ts'
import { saveExport } from './training-story.ts'

/** What leaves the dashboard: printed pages, and pictures with their tables. */
export function tellPaper(on: () => Stage): void {
  it('prints a training in dark ink within the sheet, with its configuration, and is as it was afterwards', async () => {
    const { page, visit } = on()
    const { training } = await findSubjects(on())
    await page.emulateMedia({ colorScheme: 'dark' })
    try {
      await visit(`/trainings/${training}`)
      const canvas = page.locator('.chart-canvas canvas')
      await waitUntil(async () => (await canvas.count()) === 9)
      await page.evaluate(watchPaper)
      const before = await page.evaluate(lookAtCharts)
      expect(before.lineLightness).toBeGreaterThan(0.5)
      await page.pdf()
      const onPaper = await page.evaluate(() => (window as unknown as { seen: typeof before }).seen)
      expect(onPaper.lineLightness).toBeLessThan(0.5)
      expect(onPaper.width).toBeLessThan(before.width)
      expect(onPaper).toMatchObject({ charts: 9, cut: 0, closed: 0 })
      await waitUntil(async () => (await page.evaluate(lookAtCharts)).width === before.width)
      expect(await page.evaluate(lookAtCharts)).toEqual(before)
    } finally {
      await page.emulateMedia({ colorScheme: 'light' })
    }
  })

  it('prints a policy and a comparison whole: nothing is wider than the sheet', async () => {
    const { page, visit, see } = on()
    const { policies } = await findSubjects(on())
    const sheetPx = Math.round((182 / 25.4) * 96)
    await page.setViewportSize({ width: sheetPx, height: 900 })
    try {
      for (const [path, words] of [
        [`/policies/${policies[0]}`, 'Arc above: it became the baseline'],
        [`/compare?policies=${policies.slice(0, 2).join(',')}`, /episodes each/],
      ] as const) {
        await visit(path)
        await see(words)
        await page.emulateMedia({ media: 'print' })
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(sheetPx)
        const hidden = await page.evaluate(() =>
          [...document.querySelectorAll('.lineage, .scroll-x')]
            .map((part) => getComputedStyle(part).overflowX)
            .filter((overflow) => overflow !== 'visible'),
        )
        expect(hidden).toEqual([])
        await page.emulateMedia({ media: 'screen' })
      }
    } finally {
      await page.emulateMedia({ media: 'screen' })
      await page.setViewportSize({ width: 1_440, height: 900 })
    }
  })

  it('saves every chart as a picture on a ground, and what it shows as a table', async () => {
    const { page, visit } = on()
    const { training, policies, agent } = await findSubjects(on())
    for (const [path, menu, name, column] of [
      [`/trainings/${training}`, 1, /-measurements\.png$/, 'entropy'],
      [`/policies/${policies[0]}`, 0, `${agent}-versions.png`, 'promotedAt'],
      [`/agents/${agent}`, 0, `${agent}-versions.png`, 'rolledBackToAt'],
      ['/environments', 0, 'CartPole-v1-returns.png', 'return'],
      ['/system', 0, 'services-memory.png', 'ppo-agent memoryBytes'],
    ] as const) {
      await visit(path)
      const picture = await saveExport(page, 'Picture (PNG)', menu)
      expect(picture.name).toMatch(name)
      expect(await page.evaluate(cornerOf, picture.content.toString('base64'))).toBe(255)
      await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
      const table = await saveExport(page, '(CSV)', menu)
      expect(table.content.toString().split('\r\n')[0]?.split(',')).toContain(column)
      await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
    }
  })
}

/** How many sheets a printed document has. */
export function countSheets(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

/** Runs in the page: what its charts look like, and how many of its details are closed. */
function lookAtCharts(): {
  charts: number
  cut: number
  closed: number
  width: number
  lineLightness: number
} {
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.chart-canvas canvas')]
  const first = canvases[0]!
  const { data } = first.getContext('2d')!.getImageData(0, 0, first.width, first.height)
  let [sum, inked] = [0, 0]
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, , blue = 0, opacity = 0] = data.slice(i, i + 4)
    if (opacity < 200 || blue - red < 50) continue
    sum += red / 255
    inked++
  }
  return {
    charts: canvases.length,
    cut: canvases.filter(
      (canvas) =>
        canvas.getBoundingClientRect().right > canvas.closest('figure')!.getBoundingClientRect().right + 1,
    ).length,
    closed: document.querySelectorAll('main details:not([open])').length,
    width: first.width,
    lineLightness: sum / Math.max(1, inked),
  }
}

/** Keeps what is seen of a page on paper: what it draws for it is drawn in microtasks, before the browser goes on to print. */
const watchPaper = `addEventListener('beforeprint', async () => {
  for (let turn = 0; turn < 20; turn++) await null
  window.seen = (${lookAtCharts})()
}, { once: true })`

/** Runs in the page: how opaque the upper left corner of a picture is, from 0 to 255. */
async function cornerOf(base64: string): Promise<number> {
  const image = new Image()
  image.src = `data:image/png;base64,${base64}`
  await image.decode()
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')!
  context.drawImage(image, 0, 0)
  return context.getImageData(1, 1, 1, 1).data[3] ?? 0
}
