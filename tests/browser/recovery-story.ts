import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { viewPlatform } from '../harness/platform-view.ts'
import { type Victim, waitForPid } from '../harness/victim.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { lookAt } from './sight.ts'
import type { Stage } from './stage.ts'
import { saveExport } from './training-story.ts'

/** A page must have said that something is wrong, and must be live again, within these times. */
const noticedMsMax = 15_000
const liveMsMax = 60_000

/** What is killed while the page stays open, and whether its connection breaks with it: the API keeps it without a database. */
const blows = [
  { victim: 'dashboard-api', breaksConnection: true },
  { victim: 'postgres', breaksConnection: false },
  { victim: 'supervisor', breaksConnection: true },
] as const satisfies readonly { victim: Victim; breaksConnection: boolean }[]

/** The page of a training stays open while one part of the platform after the other is killed. */
export function tellRecovery(on: () => Stage): void {
  let training = ''

  it('shows a training that will outlive what follows', async () => {
    const { page, visit, installation } = on()
    await using view = await viewPlatform(installation.data)
    const body = {
      environment: 'CartPole-v1',
      agent: 'enduring',
      algorithm: 'ppo',
      steps: 12_000_000,
    } as const
    training = (await view.client.call('trainings.create', { body })).id
    await visit(`/trainings/${training}`)
    await waitUntil(async () => (await stepsOf(page)) > 0, liveMsMax)
    await page.evaluate(() => document.documentElement.setAttribute('data-not-reloaded', ''))
  })

  for (const { victim, breaksConnection } of blows)
    it(`keeps what it had when ${victim} is killed, and goes on by itself`, async () => {
      const { page, connection } = on()
      const isLive = async () => (await connection()).includes('Live')
      const steps = await stepsOf(page)
      const since = performance.now()
      const killed = await kill(on(), victim)
      if (breaksConnection) await waitUntil(async () => !(await isLive()), noticedMsMax)
      const noticedMs = performance.now() - since
      const { heading, text, alerts } = await lookAt(page)
      expect(heading).toContain('enduring')
      expect(text).toMatch(/Steps/)
      expect(alerts).toEqual([])
      if (victim === 'supervisor') await startAgain(on())
      else await waitForNext(on(), victim, killed)
      const backMs = performance.now() - since
      await waitUntil(isLive, liveMsMax)
      const liveMs = performance.now() - since
      const atReturn = await stepsOf(page)
      expect(atReturn).toBeGreaterThan(0)
      await waitUntil(async () => (await stepsOf(page)) > Math.max(steps, atReturn), liveMsMax)
      expect(await page.locator('[data-not-reloaded]').count()).toBe(1)
      tell(victim, { noticedMs, backMs, liveMs, learningMs: performance.now() - since })
    })

  it('does not notice that the server of its pages is killed, and shows another page once that is back', async () => {
    const { page, connection } = on()
    const since = performance.now()
    await kill(on(), 'dashboard-frontend')
    const steps = await stepsOf(page)
    await waitUntil(async () => (await stepsOf(page)) > steps)
    expect(await connection()).toContain('Live')
    await page.getByRole('link', { name: 'T.A.R.S., overview' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    tell('dashboard-frontend', { otherPageMs: performance.now() - since })
    await page.goBack()
    await page.getByRole('heading', { name: /^enduring/ }).waitFor()
  })

  it('has missed no point of the curve through all of this', async () => {
    const { page, installation } = on()
    await using view = await viewPlatform(installation.data)
    await view.client.call('trainings.cancel', { params: { id: training } })
    await page.locator('.chip').filter({ hasText: 'cancelled' }).first().waitFor()
    const { items } = await view.client.call('trainings.points', { params: { id: training } })
    const [head, ...rows] = (await saveExport(page, 'All measurements (CSV)')).content
      .toString()
      .trim()
      .split('\n')
    const column = head!.split(',').indexOf('steps')
    expect(rows.map((row) => Number(row.split(',')[column]))).toEqual(items.map(({ steps }) => steps))
  })
}

async function kill({ installation }: Stage, victim: Victim): Promise<number> {
  await using view = await viewPlatform(installation.data)
  const pid = await waitForPid(view, victim)
  process.kill(pid, 'SIGKILL')
  return pid
}

/** Waits until the successor of what was killed is up. */
async function waitForNext({ installation }: Stage, victim: Victim, killed: number): Promise<void> {
  await using view = await viewPlatform(installation.data)
  await waitForPid(view, victim, new Set([killed]))
}

async function startAgain({ installation, url }: Stage): Promise<void> {
  await installation.json('up', '--detach', '--empty', '--port', new URL(url).port)
}

async function stepsOf(page: Page): Promise<number> {
  const { text } = await lookAt(page)
  return Number(/Steps\s*([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN)
}

function tell(victim: string, times: Record<string, number>): void {
  const told = Object.entries(times).map(([name, ms]) => `${name} ${Math.round(ms)}`)
  console.info(`The page of a training after kill -9 of ${victim}: ${told.join(', ')}`)
}
