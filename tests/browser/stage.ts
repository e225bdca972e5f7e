import { mkdir } from 'node:fs/promises'
import type { SystemStatus } from '@tars/contracts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startChromium } from '../harness/chromium.ts'
import { createInstallation, type TestInstallation } from '../harness/launch.ts'
import { type CoverageMeter, createCoverageMeter } from './coverage.ts'
import { recolour, relax, resize, schemes, screenshots, windows } from './look.ts'

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
  /** Opens another window of the same person. */
  openTab(): Promise<Page>
  /** Opens another window with nobody signed in. */
  openStrange(): Promise<Page>
  /** Sends the process of a service a signal: SIGKILL ends it, SIGSTOP makes it fall silent, SIGCONT wakes it. */
  kill(service: string, signal?: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>
  /** Takes pictures, wide and narrow, light and dark, where they are wanted; the page must never scroll sideways. */
  shoot(name: string): Promise<void>
}

/** Starts an empty platform and Chromium. */
export async function createStage(): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  const meter = await createCoverageMeter()
  const installation = stack.use(await createInstallation({ TARS_LEASE_SECONDS: '3' }))
  const up = await installation.json<{ url: string; signInLink: string }>('up', '--detach', '--empty')
  const browser = stack.adopt(await startChromium(), (open) => open.close())
  const page = await meter.openPage(await openContext(browser))
  const complaints: string[] = []
  listen(page, complaints)
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
    async openTab() {
      const tab = await meter.openPage(page.context())
      listen(tab, complaints)
      return tab
    },
    openStrange: async () => meter.openPage(await openContext(browser)),
    kill: (service, signal = 'SIGKILL') => kill(installation, service, signal),
    shoot: (name) => shoot(page, name),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: windows.wide, colorScheme: 'light' })
  context.setDefaultTimeout(stepMs)
  return context
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
}

async function kill(installation: TestInstallation, service: string, signal: NodeJS.Signals): Promise<void> {
  const { services } = await installation.json<SystemStatus>('status')
  const pid = services.find(({ name }) => name === service)?.pid
  if (pid == null) throw new Error(`${service} does not run.`)
  process.kill(pid, signal)
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const size of ['wide', 'narrow'] as const) {
    await resize(page, size, name)
    if (screenshots === undefined) continue
    await mkdir(screenshots, { recursive: true })
    for (const scheme of schemes) {
      await recolour(page, scheme)
      const path = `${screenshots}${name}-${size}-${scheme}.png`
      await page.screenshot({ path, fullPage: true, animations: 'disabled' })
    }
  }
  await relax(page)
}
