import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { SystemStatus } from '@tars/contracts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChromium } from '../harness/chromium.ts'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'
import { waitUntil } from '../harness/wait-until.ts'

const screenshots = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const wide = { width: 1440, height: 900 }
const narrow = { width: 360, height: 780 }

describe('the dashboard in Chromium', () => {
  let installation: TestInstallation
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let up: { url: string; signInLink: string }
  const complaints: string[] = []

  beforeAll(async () => {
    await mkdir(screenshots, { recursive: true })
    installation = await createInstallation()
    up = await installation.json('up', '--detach', '--empty')
    browser = await startChromium()
    context = await browser.newContext({ viewport: wide, colorScheme: 'light' })
    page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  })

  afterAll(async () => {
    await browser?.close()
    await installation[Symbol.asyncDispose]()
  })

  const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
  const connection = () => page.getByRole('status', { name: 'Connection' }).textContent()

  async function shoot(name: string): Promise<void> {
    for (const [size, viewport] of Object.entries({ wide, narrow })) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.waitForTimeout(300)
        await page.screenshot({ path: `${screenshots}${name}-${size}-${colorScheme}.png`, fullPage: true })
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `${name} at ${viewport.width} px must not scroll sideways`).toBeLessThanOrEqual(0)
      }
    }
    await page.setViewportSize(wide)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' })
  }

  it('asks for an account behind the one-time link, and signs in', async () => {
    await page.goto(up.signInLink)
    await page.getByRole('heading', { name: 'Make your account' }).waitFor()
    expect(page.url()).not.toContain('token')
    await page.getByLabel('E-mail').fill('ada@example.org')
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada')
    await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
    await shoot('setup')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await waitUntil(async () => (await connection())?.includes('Live') ?? false)
  })

  it('teaches the next step while nothing has been trained', async () => {
    await see(/tars train ppo/)
    await shoot('overview-empty')
  })

  it('starts a training and shows its curve moving without a reload', async () => {
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
    const status = await installation.json<SystemStatus>('status')
    const api = status.services.find(({ name }) => name === 'dashboard-api')
    process.kill(api?.pid ?? 0, 'SIGKILL')
    await waitUntil(async () => !((await connection()) ?? '').includes('Live'), 15_000)
    await waitUntil(async () => ((await connection()) ?? '').includes('Live'), 40_000)
    await page.getByText('completed').first().waitFor({ timeout: 60_000 })
    await shoot('training')
  })

  it('tells the verdict in words, with its interval', async () => {
    await page.getByRole('link', { name: 'See its evaluation' }).click()
    const verdict = page.locator('[data-verdict]')
    await verdict.first().waitFor({ timeout: 30_000 })
    expect(await verdict.first().getAttribute('data-verdict')).toBe('improved')
    await see(/Improved on playing at random: \+\d+\.\d points, 95 % interval/)
  })

  it('replays an episode from its seed, and moves while it plays', async () => {
    await see(/the return is the recorded one/)
    const step = async () =>
      Number(/step (\d+) of/.exec((await page.getByRole('main').textContent()) ?? '')?.[1])
    const play = page.getByRole('button', { name: 'Play' })
    if (await play.isVisible()) await play.click()
    const first = await step()
    await waitUntil(async () => (await step()) > first + 5, 10_000)
    await page.getByRole('button', { name: 'Pause' }).click()
    const paused = await step()
    await page.waitForTimeout(500)
    expect(await step()).toBe(paused)
    await shoot('evaluation')
  })

  it('makes the policy the baseline', async () => {
    await page.getByRole('button', { name: 'Make it the baseline' }).click()
    const confirm = page.getByRole('dialog').getByRole('button', { name: /baseline/ })
    if (await confirm.isVisible().catch(() => false)) await confirm.click()
    await waitUntil(async () => {
      const { items } = await installation.json<{ items: { isBaseline: boolean }[] }>('policies', 'list')
      return items[0]?.isBaseline ?? false
    })
  })

  it('shows every other page, each in light and dark, wide and narrow', async () => {
    const pages = ['trainings', 'evaluations', 'policies', 'insights', 'system', 'release', 'nowhere']
    for (const name of pages) {
      await page.goto(`${up.url}/${name}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await shoot(name)
    }
    await page.goto(up.url)
    await see('Latest verdicts')
    await shoot('overview')
  })

  it('goes back to where a stranger wanted to go once they have signed in', async () => {
    const stranger = await browser.newContext({ viewport: wide })
    const door = await stranger.newPage()
    await door.goto(`${up.url}/system`)
    await door.getByLabel('E-mail').fill('ada@example.org')
    await door.getByRole('textbox', { name: 'Password' }).fill('wrong wrong wrong')
    await door.getByRole('button', { name: 'Sign in' }).click()
    await door
      .getByText(/Check e-mail address and password|wrong/i)
      .first()
      .waitFor()
    await door.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
    await door.getByRole('button', { name: 'Sign in' }).click()
    await door.getByRole('heading', { name: 'System' }).waitFor()
    await stranger.close()
  })

  it('says so when the platform is away', async () => {
    await page.goto(`${up.url}/evaluations`)
    await page.getByRole('heading', { name: 'Evaluations' }).waitFor()
    await installation.tars('down')
    await waitUntil(async () => !((await connection()) ?? '').includes('Live'), 15_000)
    await shoot('evaluations-away')
  })

  it('complained of nothing but the outages that were made', () => {
    const made = /WebSocket connection|ERR_CONNECTION|Failed to load resource|net::ERR/
    expect(complaints.filter((text) => !made.test(text))).toEqual([])
  })
})
