/** A loop in the background: works until there is nothing to do, then sleeps until it is woken or the pause is over. */
export interface Loop {
  /** Makes it work now, or once more when it is at work. */
  wake(): void
  /** Ends it and waits for the work at hand. */
  stop(): Promise<void>
}

/** How a loop behaves. */
export interface LoopOptions {
  /** Longest time without work when nobody wakes it. */
  pauseMs: number
  /** Called with every error of the work; the loop goes on after the pause. */
  onError: (error: unknown) => void
}

/** Starts a loop. `work` gives true when there may be more to do at once, false to sleep, or how long to sleep in ms. */
export function startLoop(work: () => Promise<boolean | number>, options: LoopOptions): Loop {
  let stopped = false
  let woken = false
  let wakeUp: (() => void) | undefined

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false
      const pauseMs = await attempt()
      if (pauseMs > 0 && !woken && !stopped) await sleep(pauseMs)
    }
  }

  async function attempt(): Promise<number> {
    try {
      const more = await work()
      if (typeof more === 'number') return more
      return more ? 0 : options.pauseMs
    } catch (error) {
      options.onError(error)
      return options.pauseMs
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const running = run()
  return {
    wake() {
      woken = true
      wakeUp?.()
    },
    async stop() {
      stopped = true
      wakeUp?.()
      await running
    },
  }
}
