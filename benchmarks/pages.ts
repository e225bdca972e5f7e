import type { Browser, BrowserContext } from 'playwright-core'
import { listedPages } from '../tests/browser/page-list.ts'
import { findSubjects } from '../tests/browser/subjects.ts'
import { startChromium } from '../tests/harness/chromium.ts'
import { createInstallation, type TestInstallation } from '../tests/harness/launch.ts'
import { waitUntil } from '../tests/harness/wait-until.ts'
import type { Benchmark, Figure } from './benchmark.ts'

const rounds = 5
const viewport = { width: 1440, height: 900 }
const account = { email: 'bench@example.org', name: 'Bench', password: 'correct horse battery' }

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>

/** How heavy every page of the dashboard is, and how soon it can be used. */
export const pages: Benchmark = {
  name: 'pages',
  title: 'The pages of the dashboard',
  method: `A platform of \`./tars up\` on the same machine with two policies and their evaluations. In each of ${rounds} rounds every page of the router that shows data is opened once in Chromium (${viewport.width} × ${viewport.height}) by a signed-in person whose browser has nothing cached. Script: the bytes of all scripts that come over the wire, gzip. Usable: from the beginning of the navigation until the page has its heading, the words of its data, and no placeholder. A round that does not count warms the platform up.`,
  async measure(progress) {
    await using installation = await createInstallation()
    const up = await installation.json<{ url: string; signInLink: string }>('up', '--detach')
    await fill(installation)
    await using stack = new AsyncDisposableStack()
    const browser = stack.adopt(await startChromium(), (open) => open.close())
    const signedIn = await signIn(browser, up)
    const subjects = await findSubjects({ installation })
    const figures = listedPages.flatMap(({ name }): Figure[] => [
      { what: `${name}: script`, unit: 'kB', samples: [], goal: '≤ 300' },
      { what: `${name}: usable`, unit: 's', samples: [], goal: '≤ 1' },
    ])
    for (let round = 0; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`)
      for (const [i, { path, full }] of listedPages.entries()) {
        const { kilobytes, seconds } = await open(browser, signedIn, `${up.url}${path(subjects)}`, full)
        if (round === 0) continue
        figures[2 * i]!.samples.push(kilobytes)
        figures[2 * i + 1]!.samples.push(seconds)
      }
    }
    return figures
  },
}

/** The first training comes with the platform; a second policy gives the comparison something to compare. */
async function fill(installation: TestInstallation): Promise<void> {
  await waitForVerdicts(installation, 1)
  const train = ['train', 'ppo', '--environment', 'CartPole-v1', '--steps', '8192', '--seed', '2']
  const { policy } = await installation.json<{ policy: string }>(...train, '--name', 'cartpole')
  await installation.json('evaluate', policy, '--episodes', '100')
  const { items } = await installation.json<{ items: { id: string }[] }>('policies', 'list')
  await installation.json('policies', 'promote', items.at(-1)!.id)
  await waitForVerdicts(installation, 2)
}

function waitForVerdicts(installation: TestInstallation, count: number): Promise<void> {
  return waitUntil(async () => {
    const list = ['evaluations', 'list', '--status', 'judged']
    return (await installation.json<{ items: unknown[] }>(...list)).items.length >= count
  }, 300_000)
}

async function signIn(browser: Browser, up: { url: string; signInLink: string }): Promise<Cookies> {
  const context = await browser.newContext()
  const token = new URLSearchParams(new URL(up.signInLink).hash.slice(1)).get('token')
  const answer = await context.request.post(`${up.url}/api/v1/setup`, { data: { token, ...account } })
  if (!answer.ok()) throw new Error(`Signing in was answered with ${answer.status()}.`)
  const cookies = await context.storageState()
  await context.close()
  return cookies
}

async function open(
  browser: Browser,
  storageState: Cookies,
  address: string,
  full: string,
): Promise<{ kilobytes: number; seconds: number }> {
  const context = await browser.newContext({
    viewport,
    storageState,
    extraHTTPHeaders: { 'accept-encoding': 'gzip' },
  })
  const page = await context.newPage()
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize),
    )
  })
  await page.goto(address, { waitUntil: 'commit' })
  const handle = await page.waitForFunction(
    (words) => {
      const main = document.querySelector('main')
      const isWhole =
        main?.querySelector('h1') != null &&
        main.textContent?.includes(words) &&
        main.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null
      return isWhole ? performance.now() : false
    },
    full,
    { polling: 'raf', timeout: 60_000 },
  )
  const seconds = Number(await handle.jsonValue()) / 1_000
  const bytes = await Promise.all(scripts)
  await context.close()
  return { kilobytes: bytes.reduce((sum, each) => sum + each, 0) / 1_000, seconds }
}
