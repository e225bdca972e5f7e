import type { Page } from 'playwright-core'
import { waitUntil } from '../harness/wait-until.ts'

/** What a person sees of a page at one moment. */
export interface Sight {
  /** Its heading; null while it has none. */
  heading: string | null
  /** The titles of the columns of its tables. */
  columns: string[]
  /** Whether it says or shows that something is still to come. */
  isBusy: boolean
  /** What it warns of, and whether it offers another try. */
  alerts: { text: string; offersRetry: boolean }[]
  /** The commands that it teaches. */
  commands: string[]
  /** All words of it. */
  text: string
}

const patienceMs = 30_000
const placeholders = '[aria-busy="true"], .mantine-Skeleton-root'

/** Looks at a page. */
export function lookAt(page: Page): Promise<Sight> {
  return page.evaluate((pending) => {
    const words = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
    const all = (selector: string) => [...document.querySelectorAll(selector)]
    const heading = document.querySelector('h1')
    const main = document.querySelector('main')
    return {
      heading: heading && words(heading),
      columns: all('main thead th').map(words),
      isBusy: main === null || main.matches(pending) || main.querySelector(pending) !== null,
      alerts: all('[role="alert"]').map((alert) => ({
        text: words(alert),
        offersRetry: [...alert.querySelectorAll('button')].some((button) => words(button) === 'Try again'),
      })),
      commands: all('main .command').map(words),
      text: main === null ? '' : words(main),
    }
  }, placeholders)
}

/** Waits until what is seen of a page passes, and gives it. @throws {Error} with what is seen instead, after 30 s. */
export async function waitForSight(page: Page, passes: (sight: Sight) => boolean): Promise<Sight> {
  let sight: Sight | undefined
  try {
    await waitUntil(async () => {
      sight = await lookAt(page)
      return passes(sight)
    }, patienceMs)
  } catch (cause) {
    throw new Error(`It looks otherwise: ${JSON.stringify(sight)}`, { cause })
  }
  return sight!
}
