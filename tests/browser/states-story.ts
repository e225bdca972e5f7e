import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ContactSheets } from './contact-sheet.ts'
import { relax, resize, type WindowSize } from './look.ts'
import { awayProblem, failAnswers, holdAnswers } from './network.ts'
import { gateRoutes, type ListedPage, listedPages, readRoutes, type Subjects } from './page-list.ts'
import { type Sight, waitForSight } from './sight.ts'
import type { Stage } from './stage.ts'
import { findSubjects } from './subjects.ts'

/** How many pages are looked at side by side. */
const tabsMax = 4

/** How much may move on a page when its answers come. @source Web Vitals: a cumulative layout shift is good up to 0.1 */
const shiftMax = 0.1

/** What every page says on a platform on which nothing has happened yet. */
export function tellEmptyPages(on: () => Stage, sheets: ContactSheets): void {
  it('knows every page that the router knows', async () => {
    const known = [...listedPages.map(({ route }) => route), ...gateRoutes]
    expect(known.sort()).toEqual((await readRoutes()).sort())
  })

  it('says on every page that nothing is there yet, and how that is changed', async () => {
    const problems = await onEveryPage(on(), async (tab, { name, heading, empty }) => {
      await on().meter.visit(tab, `${on().url}${empty.path}`)
      const sight = await waitForSight(tab, ({ text, isBusy }) => text.includes(empty.says) && !isBusy)
      expect(sight.heading, 'heading').toEqual(expect.stringContaining(heading ?? ''))
      expect(sight.commands.join(), 'commands').toContain(empty.teaches ?? '')
      await look(tab, (size) => sheets.take(tab, name, 'empty', size), name)
    })
    expect(problems).toEqual([])
  })
}

/** What every page looks like while its answers are on the way, once they are there, and while they fail. */
export function tellPageStates(on: () => Stage, sheets: ContactSheets): void {
  it('keeps the layout of every page while its answers are on the way, and moves little when they come', async () => {
    const subjects = await findSubjects(on())
    const shifts: string[] = []
    const problems = await onEveryPage(on(), async (tab, listed) => {
      for (const size of ['wide', 'narrow'] as const) {
        await resize(tab, size, listed.name)
        const shift = await watchArrival(on(), tab, listed, subjects, (state) =>
          look(tab, () => sheets.take(tab, listed.name, state, size), listed.name, [size]),
        )
        shifts.push(`${listed.name} ${size} ${shift.toFixed(3)}`)
        expect(shift, `layout shift, ${size}`).toBeLessThanOrEqual(shiftMax)
      }
    })
    console.info(`Layout shift when the answers come: ${shifts.join(', ')}`)
    expect(problems).toEqual([])
  })

  it('says on every page what is wrong while the API is away, and is whole again without a reload', async () => {
    const subjects = await findSubjects(on())
    const seconds: string[] = []
    const problems = await onEveryPage(on(), async (tab, listed) => {
      const recoveredMs = await watchFailure(on(), tab, listed, subjects, sheets)
      seconds.push(`${listed.name} ${(recoveredMs / 1_000).toFixed(1)} s`)
    })
    console.info(`Whole again after the API was away: ${seconds.join(', ')}`)
    expect(problems).toEqual([])
  })
}

/** Loads a page whose answers are held back, lets them through, and gives how much has moved. */
async function watchArrival(
  { meter, url }: Stage,
  tab: Page,
  { path, heading, full }: ListedPage,
  subjects: Subjects,
  take: (state: 'loading' | 'full') => Promise<void>,
): Promise<number> {
  const held = await holdAnswers(tab)
  await meter.visit(tab, `${url}${path(subjects)}`)
  await tab.getByRole('navigation').first().waitFor()
  const waiting = await waitForSight(
    tab,
    (sight) => sight.isBusy && (sight.heading ?? '') === (heading ?? ''),
  )
  expect(waiting.alerts, 'alerts while loading').toEqual([])
  await take('loading')
  const before = await readShift(tab)
  await held.pass()
  const arrived = await waitForSight(tab, isWhole(full))
  const shift = (await readShift(tab)) - before
  if (heading !== undefined) expect(arrived.heading).toBe(heading)
  if (waiting.columns.length > 0) expect(arrived.columns, 'columns').toEqual(waiting.columns)
  await take('full')
  return shift
}

/** Loads a page that gets no answers but 503, and gives how long it takes to be whole after the answers are back. */
async function watchFailure(
  { meter, url }: Stage,
  tab: Page,
  { path, heading, full, name }: ListedPage,
  subjects: Subjects,
  sheets: ContactSheets,
): Promise<number> {
  const mend = await failAnswers(tab)
  await meter.visit(tab, `${url}${path(subjects)}`)
  const away = await waitForSight(tab, (sight) => sight.alerts.length > 0 && !sight.isBusy)
  expect(away.heading, 'heading').toEqual(expect.stringContaining(heading ?? ''))
  for (const { text, offersRetry } of away.alerts) {
    expect(text).toContain(awayProblem.detail)
    expect(text).toContain(awayProblem.advice)
    expect(offersRetry, 'another try').toBe(true)
  }
  await look(tab, (size) => sheets.take(tab, name, 'failing', size), name)
  await tab.evaluate(() => document.documentElement.setAttribute('data-not-reloaded', ''))
  const since = performance.now()
  await mend()
  await waitForSight(tab, isWhole(full))
  expect(await tab.locator('[data-not-reloaded]').count(), 'not reloaded').toBe(1)
  return performance.now() - since
}

/** Does something with every page that shows data, some at a time; gives a sentence for each page that failed it. */
async function onEveryPage(
  stage: Stage,
  act: (tab: Page, listed: ListedPage) => Promise<void>,
): Promise<string[]> {
  const left = [...listedPages]
  const problems: string[] = []
  const work = async () => {
    const tab = await stage.openTab()
    await tab.addInitScript(countShifts)
    for (let listed = left.shift(); listed !== undefined; listed = left.shift()) {
      const { name } = listed
      await act(tab, listed).catch(({ message }: Error) => problems.push(`${name}: ${message}`))
      await tab.unrouteAll()
      await relax(tab)
    }
    await stage.meter.take(tab)
    await tab.close()
  }
  await Promise.all(Array.from({ length: tabsMax }, work))
  return problems
}

/** Looks at a page in windows of every size, or of some. */
async function look(
  tab: Page,
  take: (size: WindowSize) => Promise<void>,
  name: string,
  sizes: readonly WindowSize[] = ['wide', 'narrow'],
): Promise<void> {
  for (const size of sizes) {
    await resize(tab, size, name)
    await take(size)
  }
}

function isWhole(words: string) {
  return ({ text, alerts, isBusy }: Sight) => text.includes(words) && alerts.length === 0 && !isBusy
}

/** Runs in the page before its own scripts: sums up what moves. */
function countShifts(): void {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
    Object.assign(window, { layoutShift: sum })
  }).observe({ type: 'layout-shift', buffered: true })
}

function readShift(tab: Page): Promise<number> {
  return tab.evaluate(() => (window as unknown as { layoutShift?: number }).layoutShift ?? 0)
}
