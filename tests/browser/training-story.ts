import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import type { Stage } from './stage.ts'

/** A training from its dialog to its curve, through the death of a process on each side of it. */
export function tellTraining(on: () => Stage): void {
  it('refuses a training that asks for too much, beside the field that is wrong', async () => {
    const { page, see } = on()
    await page.getByRole('button', { name: 'Start a training' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Not a name!')
    await dialog.getByLabel('Steps').fill('2000000000')
    await dialog.getByRole('button', { name: 'Start', exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    expect(await dialog.locator('[aria-invalid="true"]').count()).toBeGreaterThanOrEqual(2)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await see('Begin here')
  })

  it('starts a training and shows its curve moving without a reload', async () => {
    const { page, shoot } = on()
    await page.getByRole('button', { name: 'Start a training' }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).fill('cartpole')
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.waitForURL(/\/trainings\/[0-9a-f-]{36}$/)
    const seen: number[] = []
    await waitUntil(async () => {
      const text = (await page.getByRole('main').textContent()) ?? ''
      const steps = Number(/Steps\s*([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN)
      if (!Number.isNaN(steps) && steps > 0 && steps !== seen.at(-1)) seen.push(steps)
      if (seen.length === 3) await shoot('training-running')
      return seen.length >= 5 || /completed/.test(text)
    }, 60_000)
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  })

  it('catches up by itself after the API was killed in the middle', async () => {
    const { page, kill, connection, shoot } = on()
    await kill('dashboard-api')
    await waitUntil(async () => !(await connection()).includes('Live'), 15_000)
    await waitUntil(async () => (await connection()).includes('Live'), 40_000)
    await page.getByText('completed').first().waitFor({ timeout: 60_000 })
    await shoot('training')
  })

  it('shows the curve over steps, time or episodes, with every value under the cross-hair', async () => {
    const { page, see } = on()
    const chart = page.locator('.chart-canvas').first()
    for (const [axis, unit] of [
      ['Time', /at .*(s|min)/],
      ['Episodes', /at [\d,.]+/],
      ['Steps', /at [\d,.]+/],
    ] as const) {
      await page.getByText(axis, { exact: true }).last().click()
      await chart.hover({ position: { x: 300, y: 100 } })
      await page.locator('.chart-value').filter({ hasText: unit }).first().waitFor()
    }
    await page.getByRole('heading', { level: 1 }).hover()
    await page.getByText('Entropy').first().hover()
    await page.getByText('Configuration', { exact: true }).click()
    await see('learningRate')
  })

  it('keeps in its address what the curve runs along, and hears the keyboard after that was chosen', async () => {
    const { page } = on()
    await page.getByText('Time', { exact: true }).last().click()
    await page.waitForURL(/\?axis=seconds$/)
    await page.reload()
    const time = page.getByRole('radio', { name: 'Time' })
    await time.waitFor({ state: 'attached' })
    expect(await time.isChecked()).toBe(true)
    await page.getByText('Steps', { exact: true }).last().click()
    await page.waitForURL(/\/trainings\/[0-9a-f-]{36}$/)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('saves the curve as a picture and all measurements as a table', async () => {
    const { page } = on()
    const picture = await saveExport(page, 'Picture (PNG)')
    expect(picture.name).toMatch(/^cartpole-seed-\d+-[0-9a-f]{8}-curve\.png$/)
    expect(picture.content.subarray(1, 4).toString()).toBe('PNG')
    const table = await saveExport(page, 'All measurements (CSV)')
    expect(table.name).toBe(picture.name.replace('.png', '.csv'))
    const [head, ...rows] = table.content.toString().trim().split('\n')
    expect(head?.split(',')).toEqual(expect.arrayContaining(['steps', 'returnMean', 'entropy']))
    expect(rows.length).toBeGreaterThan(5)
  })

  it('announces a training from elsewhere, tells of its second attempt, and cancels it only after asking', async () => {
    const { page, visit, see, kill, installation, connection } = on()
    await visit('/trainings')
    await page.getByRole('table', { name: 'Trainings' }).waitFor()
    // What happens before the page follows its channel is in its list from the beginning.
    await waitUntil(async () => (await connection()).includes('Live'), 15_000)
    const long = ['train', 'ppo', '--environment', 'CartPole-v1', '--steps', '30000000', '--name', 'patient']
    const elsewhere = installation.tars(...long)
    await page.getByRole('button', { name: '1 new' }).click()
    await page.getByRole('link', { name: /patient/ }).waitFor()
    await page.getByRole('link', { name: 'T.A.R.S., overview' }).click()
    await see(/patient learns CartPole-v1: [\d.]+\s%\sdone/)
    await page.getByRole('progressbar', { name: 'Training of patient' }).waitFor()
    await page
      .getByRole('main')
      .getByRole('link', { name: /^patient/ })
      .click()
    await see(/Time left/)
    await kill('ppo-agent')
    await page.getByText('attempt 2').waitFor({ timeout: 40_000 })
    await page.getByRole('button', { name: 'Cancel training' }).click()
    await page.getByRole('button', { name: 'Let it train' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Cancel training' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await page.locator('.chip').filter({ hasText: 'cancelled' }).waitFor()
    expect((await elsewhere).code).toBe(1)
  })

  it('filters the list by words and by state, and keeps both in the address', async () => {
    const { page, visit, see } = on()
    await visit('/trainings')
    const rows = page.getByRole('table', { name: 'Trainings' }).locator('tbody tr')
    await waitUntil(async () => (await rows.count()) === 2)
    await page.keyboard.press('/')
    await page.keyboard.type('patient')
    await waitUntil(async () => (await rows.count()) === 1)
    expect(page.url()).toContain('q=patient')
    await page.getByLabel('Filter', { exact: true }).fill('zebra')
    await see('No training passes this filter.')
    await page.getByRole('button', { name: 'Clear the words' }).click()
    await waitUntil(async () => (await rows.count()) === 2)
    await pick(page, 'State', 'cancelled')
    await page.waitForURL(/state=cancelled/)
    await waitUntil(async () => (await rows.count()) === 1)
    await visit('/trainings?state=cancelled')
    await page.getByRole('link', { name: /patient/ }).waitFor()
    expect(await rows.count()).toBe(1)
  })
}

/** Opens a select by its label and takes one of its options. */
export async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.locator('input').and(page.getByLabel(label)).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Saves what an export menu of a page, the first by default, offers under a name; gives the file's name and content. */
export async function saveExport(
  page: Page,
  item: string,
  menu = 0,
): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).nth(menu).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}
