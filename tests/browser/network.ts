import { errorCatalogue, type Problem } from '@tars/contracts'
import type { Page, Route } from 'playwright-core'

const { status, advice } = errorCatalogue.SERVICE_UNAVAILABLE

/** What the API answers on a page whose network was made to fail: the words of the gateway. */
export const awayProblem: Problem = {
  type: 'urn:tars:problem:SERVICE_UNAVAILABLE',
  title: 'Service unavailable',
  status,
  detail: 'The service dashboard-api is not reachable at this moment.',
  code: 'SERVICE_UNAVAILABLE',
  advice,
  traceId: null,
}

const away = { status, contentType: 'application/problem+json', json: awayProblem }

/** Answers that are held back. */
export interface HeldAnswers {
  /** Lets them come, and all that follow. */
  pass(): Promise<void>
  /** Makes them the answer that the API is away, without asking it; lets all come that follow. */
  fail(): Promise<void>
}

/** Holds back every answer of the API to a page, all but who is signed in. */
export async function holdAnswers(page: Page): Promise<HeldAnswers> {
  const gate = Promise.withResolvers<'pass' | 'fail'>()
  const answered: Promise<void>[] = []
  const answer = async (route: Route) => {
    if ((await gate.promise) === 'pass') await route.continue()
    else await route.fulfill(away)
  }
  const hold = (route: Route) => void answered.push(answer(route))
  await page.route(isAnswer, hold)
  const open = (way: 'pass' | 'fail') => async () => {
    gate.resolve(way)
    // Whatever is still held when nobody holds it any more goes through to the API.
    await Promise.all(answered)
    await page.unroute(isAnswer, hold)
  }
  return { pass: open('pass'), fail: open('fail') }
}

/** Lets the API answer a page that it is away, to all but who is signed in or to some addresses; gives what mends it. */
export async function failAnswers(
  page: Page,
  to: (url: URL) => boolean = isAnswer,
): Promise<() => Promise<void>> {
  await page.route(to, (route) => route.fulfill(away))
  return () => page.unroute(to)
}

function isAnswer({ pathname }: URL): boolean {
  return pathname.startsWith('/api/') && pathname !== '/api/v1/sessions/current'
}
