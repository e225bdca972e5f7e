import { setTimeout as delay } from 'node:timers/promises'

const pauseMs = 20

/** Waits until a condition holds. @throws {Error} when it does not within `withinMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`The condition did not hold within ${withinMs} ms.`)
    await delay(pauseMs)
  }
}
