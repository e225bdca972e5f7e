import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { SystemStatus } from '@tars/contracts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { startChromium } from '../harness/chromium.ts'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'
import { type CoverageMeter, createCoverageMeter } from './coverage.ts'

const screenshots = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const wide = { width: 1440, height: 900 }
const narrow = { width: 360, height: 780 }
const stepMs = 15_000

/** A platform of its own with a window on it; the stories of the dashboard are told here one after the other. */
export interface Stage extends AsyncDisposable {
  readonly installation: TestInstallation
  readonly page: Page
  readonly meter: CoverageMeter
  /** Address of the dashboard, without a slash at its end. */
  readonly url: string
  readonly signInLink: string
  /** What the page wrote as errors, oldest first. */
  readonly complaints: readonly string[]
  /** Loads a path in the window. */
  visit(path: string): Promise<void>
  /** Waits until a text is seen. */
  see(text: string | RegExp): Promise<void>
  /** What the connection indicator says. */
  connection(): Promise<string>
  /** Opens another window with nobody signed in. */
  openStrange(): Promise<Page>
  /** Sends the process of a service a signal: SIGKILL ends it, SIGSTOP makes it fall silent, SIGCONT wakes it. */
  kill(service: string, signal?: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>
  /** Takes screenshots, wide and narrow, light and dark; the page must never scroll sideways. */
  shoot(name: string): Promise<void>
}

/** Starts an empty platform and Chromium. */
export async function createStage(): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  await mkdir(screenshots, { recursive: true })
  const meter = await createCoverageMeter()
  const installation = stack.use(await createInstallation({ TARS_LEASE_SECONDS: '3' }))
  const up = await installation.json<{ url: string; signInLink: string }>('up', '--detach', '--empty')
  const browser = stack.adopt(await startChromium(), (open) => open.close())
  const page = await meter.openPage(await openContext(browser))
  const complaints = listen(page)
  const running = stack.move()
  return {
    ...up,
    installation,
    page,
    meter,
    complaints,
    visit: (path) => meter.visit(page, `${up.url}${path}`),
    see: (text) => page.getByText(text).first().waitFor(),
    connection: async () => (await page.getByRole('status', { name: 'Connection' }).textContent()) ?? '',
    openStrange: async () => meter.openPage(await openContext(browser)),
    kill: (service, signal = 'SIGKILL') => kill(installation, service, signal),
    shoot: (name) => shoot(page, name),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: wide, colorScheme: 'light' })
  context.setDefaultTimeout(stepMs)
  return context
}

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

async function kill(installation: TestInstallation, service: string, signal: NodeJS.Signals): Promise<void> {
  const { services } = await installation.json<SystemStatus>('status')
  const pid = services.find(({ name }) => name === service)?.pid
  if (pid == null) throw new Error(`${service} does not run.`)
  process.kill(pid, signal)
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ wide, narrow })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settle(page)
      const path = `${screenshots}${name}-${size}-${colorScheme}.png`
      await page.screenshot({ path, fullPage: true, animations: 'disabled' })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${name} at ${viewport.width} px must not scroll sideways`).toBeLessThanOrEqual(0)
    }
  }
  await page.setViewportSize(wide)
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
