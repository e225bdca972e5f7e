import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { holdAnswers } from './network.ts'
import type { Stage } from './stage.ts'
import { findSubjects } from './subjects.ts'

/** Environments as they are played at random, and policies side by side. */
export function tellComparison(on: () => Stage): void {
  it('draws every environment as it is played at random, and stands still where motion is not wanted', async () => {
    const { page, visit, see } = on()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await visit('/environments')
    await see(/Each step it shows 4\snumbers and takes one of 2\sactions/)
    const stage = page.locator('svg.stage').first()
    const frame = async () => Number(await stage.getAttribute('data-frame'))
    await page.getByRole('button', { name: 'Play CartPole' }).waitFor()
    expect(await frame()).toBe(0)
    await page.getByRole('button', { name: 'Play CartPole' }).click()
    await waitUntil(async () => (await frame()) > 3)
    await page.getByRole('button', { name: 'Pause CartPole' }).click()
    const first = await page.getByText(/At random: return/).textContent()
    await page.getByRole('button', { name: 'Another episode of CartPole' }).click()
    await waitUntil(async () => (await page.getByText(/At random: return/).textContent()) !== first)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await page.getByRole('button', { name: 'Train CartPole-v1' }).click()
    const chosen = page.getByRole('dialog').locator('input').and(page.getByLabel('Environment'))
    expect(await chosen.inputValue()).toBe('CartPole-v1')
    await page.keyboard.press('Escape')
  })

  it('compares policies that are chosen by name, and keeps them in the address', async () => {
    const { page, visit, see } = on()
    await visit('/compare')
    await see('Choose two or more policies')
    for (const name of ['cartpole v1', 'cartpole v2']) {
      await page.keyboard.press('/')
      await page.keyboard.type('cartpole')
      await page.getByRole('option', { name: new RegExp(`^${name} `) }).click()
      await page.getByRole('list', { name: 'Chosen policies' }).getByText(name).waitFor()
    }
    expect(page.url()).toMatch(/policies=[0-9a-f-]{36}%2C[0-9a-f-]{36}/)
    await see(/cartpole v1 improved on cartpole v2: \+/)
    await page.getByRole('cell', { name: /practically always|nearly always/ }).waitFor()
    await see('How their trainings differ')
    await page.getByRole('rowheader', { name: 'steps' }).waitFor()
    const key = page.getByRole('list', { name: 'Policies in the pictures' })
    await key.getByRole('button', { name: /cartpole v2/ }).click()
    expect(await page.locator('.line-of.lifted').count()).toBe(2)
    await key.getByRole('button', { name: /cartpole v2/ }).click()
    expect(await page.locator('.line-of.lifted').count()).toBe(0)
  })

  it('saves both pictures of a comparison, and what they show as tables', async () => {
    const { page } = on()
    for (const [place, name] of ['CartPole-v1-intervals', 'CartPole-v1-profiles'].entries()) {
      const menu = page.getByRole('button', { name: 'Export' }).nth(place)
      const save = async (item: string) => {
        await menu.click()
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('menuitem', { name: item }).click(),
        ])
        await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
        return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
      }
      const picture = await save('Picture (PNG)')
      expect(picture.name).toBe(`${name}.png`)
      expect(picture.content.subarray(1, 4).toString()).toBe('PNG')
      expect(picture.content.length).toBeGreaterThan(3_000)
      const table = await save('Its values (CSV)')
      expect(table.content.toString()).toContain('cartpole v1')
    }
  })

  it('offers the evaluation that is missing, and shows what came of it without a reload', async () => {
    const { page, visit, see } = on()
    const { policies } = await findSubjects(on())
    await visit(`/compare?policies=${policies.slice(0, 2).join(',')}&episodes=20&seed=9`)
    await see('20\u00a0episodes each, suite seed 9')
    await see('0 of 2 are evaluated on this suite')
    const missing = page.getByRole('button', { name: /^Evaluate .* on this suite$/ })
    await missing.first().click()
    await waitUntil(async () => (await missing.count()) === 1)
    await missing.first().click()
    await page.getByRole('table', { name: 'Every two of them' }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Leave out B' }).click()
    await see('Choose another policy of this environment')
    const held = await holdAnswers(page)
    await page.getByLabel('Suite seed').fill('10')
    await page.waitForURL(/seed=10/)
    await page.locator('[data-settling][inert]').waitFor()
    await held.pass()
    await page.locator('[data-settling]').waitFor({ state: 'hidden' })
    await see('0 of 1 are evaluated on this suite')
  })
}
