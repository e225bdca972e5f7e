import { errorCatalogue, type Problem } from '@tars/contracts'
import type { Page } from 'playwright-core'

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

/** Holds back every answer of the API to a page, all but who is signed in; gives what lets them through. */
export async function holdAnswers(page: Page): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>()
  await page.route(isAnswer, async (route) => {
    await gate.promise
    await route.continue()
  })
  return async () => {
    gate.resolve()
    await page.unroute(isAnswer)
  }
}

/** Lets the API answer a page that it is away, to all but who is signed in; gives what mends it. */
export async function failAnswers(page: Page): Promise<() => Promise<void>> {
  const contentType = 'application/problem+json'
  await page.route(isAnswer, (route) => route.fulfill({ status, contentType, json: awayProblem }))
  return () => page.unroute(isAnswer)
}

function isAnswer({ pathname }: URL): boolean {
  return pathname.startsWith('/api/') && pathname !== '/api/v1/sessions/current'
}
