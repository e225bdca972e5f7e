import { expect, it } from 'vitest'
import { viewPlatform } from '../harness/platform-view.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { awayProblem, holdAnswers } from './network.ts'
import { countSheets } from './paper-story.ts'
import type { Stage } from './stage.ts'
import { pick } from './training-story.ts'

const crowd = 450
const rowsMax = 80

/** A list of hundreds of entries: scrolled, filtered, linked to, and left alone by the network. */
export function tellLists(on: () => Stage): void {
  it('loads further pages as it is scrolled, with only the rows in view on the page', async () => {
    const { page, visit, installation } = on()
    await gather(installation.data)
    await visit('/trainings?q=crowd')
    await counted(on(), /^100\strainings loaded, more below$/)
    await waitUntil(async () => {
      await page.mouse.wheel(0, 4_000)
      return (await countOf(on())) === `All ${crowd}\u00a0trainings`
    }, 60_000)
    expect(await page.locator('tbody tr').count()).toBeLessThan(rowsMax)
    await page
      .getByRole('row', { name: /crowd-0/ })
      .last()
      .waitFor()
  })

  it('prints the rows that are there and tells which they are, without paper for the others', async () => {
    const { page } = on()
    await page.emulateMedia({ media: 'print' })
    await page.getByText(/^Rows \d+–\d+ of 450$/).waitFor()
    await page.emulateMedia({ media: 'screen' })
    expect(await page.getByText(/^Rows \d+–\d+ of 450$/).isVisible()).toBe(false)
    await page.emulateMedia({ media: null })
    expect(countSheets(await page.pdf())).toBeLessThan(6)
  })

  it('leads from anywhere in a row to what it is about, and back to where the list stood', async () => {
    const { page } = on()
    const last = page.getByRole('row', { name: /crowd-0/ }).last()
    const row = page.locator(`tr[aria-rowindex="${await last.getAttribute('aria-rowindex')}"]`)
    const time = row.locator('time')
    await time.hover()
    expect(await time.getAttribute('title')).toMatch(/\d\d:\d\d/)
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      row.getByRole('cell').last().click({ button: 'middle' }),
    ])
    await tab.waitForURL(/\/trainings\/[0-9a-f-]{36}$/)
    await tab.close()
    expect(page.url()).toContain('q=crowd')
    await row.getByRole('cell').last().click()
    await page.waitForURL(/\/trainings\/[0-9a-f-]{36}$/)
    await page.goBack()
    await row.waitFor()
    expect(page.url()).toContain('q=crowd')
  })

  it('keeps every filter in the address, takes one step back at a time, and clears them all at once', async () => {
    const { page, visit } = on()
    await visit('/trainings?q=crowd')
    await counted(on(), /more below/)
    await pick(page, 'Agent', 'crowd-1')
    await page.waitForURL(/agent=crowd-1/)
    await counted(on(), /^100\strainings loaded, more below$/)
    await pick(page, 'State', 'failed')
    await counted(on(), /^All 45\strainings$/)
    await page.reload()
    await counted(on(), /^All 45\strainings$/)
    await page.goBack()
    await counted(on(), /^100\strainings loaded, more below$/)
    expect(page.url()).toMatch(/agent=crowd-1$/)
    await pick(page, 'Environment', 'CartPole-v1')
    await page.waitForURL(/environment=CartPole-v1/)
    await visit('/trainings?agent=crowd-1&environment=Nowhere-v0')
    await page.getByText('No training passes this filter.').waitFor()
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.waitForURL(/\/trainings$/)
    await pick(page, 'State', 'cancelled')
    await page.getByRole('button', { name: 'Clear all' }).click()
    await page.waitForURL(/\/trainings$/)
  })

  it('says that nothing is there only once it knows, also while a filter that let nothing through is cleared', async () => {
    const { page, visit, see } = on()
    await visit('/trainings?agent=crowd-1&environment=Nowhere-v0')
    await see('No training passes this filter.')
    const held = await holdAnswers(page)
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.waitForURL(/\/trainings$/)
    await page.locator('table[aria-busy="true"]').waitFor()
    expect(await page.getByText('Nothing has been trained yet.').count()).toBe(0)
    await held.pass()
    await counted(on(), /more below/)
  })

  it('finds an agent by name on the platform, and says so when it cannot look', async () => {
    const { page, visit } = on()
    await visit('/evaluations')
    const agent = page
      .getByRole('textbox', { name: 'Agent' })
      .or(page.getByRole('combobox', { name: 'Agent' }))
    await page.route(/search=nob/, (route) => route.fulfill({ status: 503, json: awayProblem }))
    await agent.fill('nobody')
    await page.getByText('Searching').waitFor()
    await page.getByText('Cannot be read now').waitFor()
    await agent.fill('neverone')
    await page.getByText('None of this name').waitFor()
    await page.keyboard.press('Escape')
    await page.unroute(/search=nob/)
  })

  it('filters while somebody types, and undoes all of the typing by one step back', async () => {
    const { page, visit } = on()
    await visit('/policies')
    await counted(on(), /policies/)
    const before = await countOf(on())
    await page.keyboard.press('/')
    await page.keyboard.type('zebra', { delay: 250 })
    await page.getByText('No policy passes this filter.').waitFor()
    await page.goBack()
    await waitUntil(async () => (await countOf(on())) === before)
    expect(await page.getByLabel('Filter', { exact: true }).inputValue()).toBe('')
    await pick(page, 'Baseline', 'baselines')
    await page.waitForURL(/baseline=true/)
    await counted(on(), /^1\spolicy$/)
  })

  it('lists the agents with their baselines, and finds one by a part of its name', async () => {
    const { page, visit } = on()
    await visit('/agents?q=artpol')
    const table = page.getByRole('table', { name: 'Agents' })
    await table.getByRole('row', { name: /cartpole CartPole-v1 .*v\d/ }).waitFor()
    await table.getByRole('link', { name: /^cartpole / }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/agents\/cartpole$/)
  })

  it('is a list of cards on a narrow window, with its filters behind a button', async () => {
    const { page, visit } = on()
    await page.setViewportSize({ width: 360, height: 780 })
    await visit('/trainings?q=crowd&state=failed')
    await counted(on(), /^All 90\strainings$/)
    await page.getByRole('button', { name: 'Filters (2)' }).click()
    await pick(page, 'State', 'cancelled')
    await counted(on(), /more below|^All \d+/)
    await page.getByRole('button', { name: /^Filters/ }).click()
    await page
      .getByRole('link', { name: /crowd-1/ })
      .first()
      .click()
    await page.waitForURL(/\/trainings\/[0-9a-f-]{36}$/)
    await page.setViewportSize({ width: 1_440, height: 900 })
  })

  it('keeps the rows of a long list while nobody answers, says that they may be old, and reads them when asked', async () => {
    const { page, visit, installation } = on()
    await visit('/trainings?q=crowd')
    await waitUntil(async () => {
      await page.mouse.wheel(0, 4_000)
      return (await countOf(on())) === `All ${crowd}\u00a0trainings`
    }, 60_000)
    await page.context().setOffline(true)
    await page.getByText(/Not connected; these rows may be old/).waitFor({ timeout: 30_000 })
    expect(await countOf(on())).toBe(`All ${crowd}\u00a0trainings`)
    await page.getByText(/read ([2-9]\d\ss|\d+\smin) ago/).waitFor({ timeout: 40_000 })
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Rows may be old: read them again' }).click({ timeout: 40_000 })
    await counted(on(), /^100\strainings loaded, more below$/)
    await scatter(installation.data)
  })
}

async function countOf({ page }: Stage): Promise<string | null> {
  return page.getByRole('status', { name: 'Count' }).textContent()
}

async function counted({ page }: Stage, words: RegExp): Promise<void> {
  await page.getByRole('status', { name: 'Count' }).filter({ hasText: words }).waitFor()
}

/** An id for row `n` that is older than all others, so that nothing else on the platform looks different. */
function idOf(kind: string): string {
  return `('00000000-0000-7000-8000-${kind}' || lpad(to_hex(n), 11, '0'))::uuid`
}

/** Adds hundreds of trainings to a platform, copies of one that has ended, for two agents: every fifth has failed. */
async function gather(data: string): Promise<void> {
  await using platform = await viewPlatform(data)
  const { database } = platform
  await database.query(
    `INSERT INTO agents (id, name, environment)
     SELECT ${idOf('1')}, 'crowd-' || n, 'CartPole-v1' FROM generate_series(0, 1) n`,
  )
  await database.query(
    `INSERT INTO trainings
       (id, agent_id, environment, algorithm, preset, seed, steps, configuration, state, progress, error, region, created_at, ended_at)
     SELECT ${idOf('2')}, a.id, t.environment, t.algorithm, t.preset, n, t.steps, t.configuration,
       CASE WHEN n % 10 < 2 THEN 'failed' ELSE 'cancelled' END, t.progress, CASE WHEN n % 10 < 2 THEN 'made to fail' END,
       t.region, t.created_at, t.ended_at
     FROM generate_series(1, $1::int) n
     JOIN agents a ON a.name = 'crowd-' || n % 2
     CROSS JOIN (SELECT * FROM trainings WHERE state = 'completed' ORDER BY id LIMIT 1) t`,
    [crowd],
  )
}

/** Takes them away again, for the stories that follow. */
async function scatter(data: string): Promise<void> {
  await using platform = await viewPlatform(data)
  const crowdIds = "(SELECT id FROM agents WHERE name LIKE 'crowd-%')"
  await platform.database.query(`DELETE FROM trainings WHERE agent_id IN ${crowdIds}`)
  await platform.database.query(`DELETE FROM agents WHERE id IN ${crowdIds}`)
}
