import { expect, it } from 'vitest'
import { wakeOf } from './wake.ts'

it('wakes when the network is back or the page is seen, until it is stopped', () => {
  const [source, page] = [new EventTarget(), new EventTarget()]
  const document = Object.assign(page, { visibilityState: 'hidden' })
  let woken = 0
  const stop = wakeOf(Object.assign(source, { document }))(() => {
    woken += 1
  })
  source.dispatchEvent(new Event('online'))
  page.dispatchEvent(new Event('visibilitychange'))
  expect(woken).toBe(1)
  document.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  expect(woken).toBe(2)
  stop()
  source.dispatchEvent(new Event('online'))
  page.dispatchEvent(new Event('visibilitychange'))
  expect(woken).toBe(2)
})

it('never wakes where there is no page', () => {
  expect(() => wakeOf({})(() => {})()).not.toThrow()
})
