import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The windows in which every page is looked at. */
export const windows = { wide: { width: 1440, height: 900 }, narrow: { width: 360, height: 780 } } as const

/** A window in which a page is looked at. */
export type WindowSize = keyof typeof windows

/** The colours in which every page is looked at. */
export const schemes = ['light', 'dark'] as const

/** Colours in which a page is looked at. */
export type Scheme = (typeof schemes)[number]

/** Where pictures of the pages are kept; undefined unless TARS_SCREENSHOTS=yes asks for them, so that tests leave the tree alone. */
export const screenshots =
  process.env.TARS_SCREENSHOTS === 'yes'
    ? fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
    : undefined

/** Shows a page in other colours, without motion, and waits until it stands still. */
export async function recolour(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await settle(page)
}

/** Shows a page in a window of another size; it must never scroll sideways. */
export async function resize(page: Page, size: WindowSize, name: string): Promise<void> {
  await page.setViewportSize(windows[size])
  await settle(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, `${name} at ${windows[size].width} px must not scroll sideways`).toBeLessThanOrEqual(0)
}

/** Shows a page as it was before anyone looked: wide, light, with motion. */
export async function relax(page: Page): Promise<void> {
  await page.setViewportSize(windows.wide)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' })
}

/** Waits until what changed with the window's size has been measured and drawn, and what moves to an end is there. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
    const ending = document
      .getAnimations()
      .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}
