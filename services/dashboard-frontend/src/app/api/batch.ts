/** How a batch collects and reads. */
export interface BatchOptions<Value> {
  /** Reads the values of at most `size` ids; an id without one may be missing. */
  read: (ids: string[]) => Promise<readonly Value[]>
  idOf: (value: Value) => string
  /** The most ids that one reading asks for. */
  size: number
  /** How long ids are collected before they are read. */
  waitMs: number
}

interface Wanted<Value> {
  id: string
  signal: AbortSignal
  resolve: (value: Value | null) => void
  reject: (error: unknown) => void
}

/**
 * Makes a reader of single values that asks for them together: what is wanted within `waitMs` is read at once, in portions of
 * `size`. What nobody wants any more when its turn comes is not read. Gives null for an id without a value.
 */
export function createBatch<Value>(options: BatchOptions<Value>) {
  let waiting: Wanted<Value>[] = []
  const readAll = () => {
    const wanted = waiting.filter(({ signal }) => !signal.aborted)
    waiting = []
    for (let from = 0; from < wanted.length; from += options.size)
      void readPortion(options, wanted.slice(from, from + options.size))
  }
  return (id: string, signal: AbortSignal): Promise<Value | null> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(readAll, options.waitMs)
      waiting.push({ id, signal, resolve, reject })
    })
}

async function readPortion<Value>(options: BatchOptions<Value>, portion: Wanted<Value>[]): Promise<void> {
  try {
    const values = await options.read(portion.map(({ id }) => id))
    const byId = new Map(values.map((value) => [options.idOf(value), value]))
    for (const { id, resolve } of portion) resolve(byId.get(id) ?? null)
  } catch (error) {
    for (const { reject } of portion) reject(error)
  }
}
