import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import type { Stage } from './stage.ts'

/** Everything around the pages: moving about, how they look, and every one of them once. */
export function tellShell(on: () => Stage): void {
  it('leads from an address of nothing to the overview', async () => {
    const { page, visit, see } = on()
    await visit('/nowhere')
    await page.getByRole('link', { name: 'Go to the overview' }).click()
    await see('Latest verdicts')
  })

  it('moves by keys, except while a field or a dialog wants them', async () => {
    const { page } = on()
    const places = { t: 'Trainings', a: 'Evaluations', r: 'Release', s: 'Insights', o: 'Overview' }
    for (const [key, heading] of Object.entries(places)) {
      await page.keyboard.press('g')
      await page.keyboard.press(key)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await waitUntil(async () => (await focused(page)) === heading)
      expect(await page.title()).toBe(`${heading} · T.A.R.S.`)
    }
    await page.keyboard.press('g')
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await help.getByText('Play or pause a replay').waitFor()
    await help.getByText('Search on this page').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+g')
    await page.keyboard.press('t')
    expect(new URL(page.url()).pathname).toBe('/')
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Keyboard' }).click()
    await help.waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
  })

  it('begins with a way past the navigation for whoever comes by keyboard', async () => {
    const { page, visit } = on()
    await visit('/trainings')
    await page.getByRole('heading', { name: 'Trainings' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    expect(new URL(page.url()).hash).toBe('')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })

  it('prints in black on white, without what is there to be clicked', async () => {
    const { page, visit, see } = on()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    try {
      await visit('/')
      await see('Latest verdicts')
      expect(await page.getByRole('navigation', { name: 'Sections' }).isVisible()).toBe(false)
      const style = (property: string) =>
        page.evaluate((name) => getComputedStyle(document.body).getPropertyValue(name), property)
      expect(await style('color')).toBe('rgb(0, 0, 0)')
      expect(await style('background-color')).toBe('rgb(255, 255, 255)')
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-')
    } finally {
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
    }
  })

  it('has the colours that are chosen, also after a reload', async () => {
    const { page, visit } = on()
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
    const choose = async (label: string) => {
      await page.getByRole('button', { name: 'Colour scheme' }).click()
      await page.getByRole('menuitem', { name: label }).click()
    }
    await choose('Dark')
    await waitUntil(async () => (await scheme()) === 'dark')
    await visit('/insights')
    await page.getByRole('heading', { name: 'Insights' }).waitFor()
    expect(await scheme()).toBe('dark')
    await choose('Light')
    await waitUntil(async () => (await scheme()) === 'light')
    await choose('As the system')
    await page.getByRole('navigation', { name: 'Sustain' }).getByRole('link', { name: 'System' }).click()
    await page.getByRole('heading', { name: 'System' }).waitFor()
  })
}

/** The words of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}
