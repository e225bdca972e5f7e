/** Where a command writes, and what the reader's screen can show. Results go to stdout, all else to stderr. */
export interface Terminal {
  /** Writes a result to stdout, ended by a line feed. */
  write(text: string): void
  /** Writes a line for people to stderr. */
  note(text: string): void
  /** Writes to stderr as it is, for lines that are drawn in place. */
  writeProgress(text: string): void
  /** Columns of the screen. */
  readonly columns: number
  /** Whether stderr is a screen that can be drawn on. */
  readonly interactive: boolean
  /** Whether stdout shows colours. */
  readonly colour: boolean
  /** The descriptors behind stdout and stderr, for programs that write there themselves; undefined without one. */
  readonly descriptors: { readonly out: number | undefined; readonly err: number | undefined }
}

/** The part of an output stream that a terminal needs. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly fd?: number | undefined
}

const columnsDefault = 100
const columnsMin = 20

/**
 * The terminal over two streams. Colours need a screen, and a `NO_COLOR` that is absent or empty.
 *
 * @source no-color.org
 */
export function createTerminal(
  out: Output,
  err: Output,
  environment: { readonly NO_COLOR?: string | undefined; readonly TERM?: string | undefined },
): Terminal {
  const capable = environment.TERM !== 'dumb'
  return {
    write: (text) => out.write(`${text}\n`),
    note: (text) => err.write(`${text}\n`),
    writeProgress: (text) => err.write(text),
    get columns() {
      return Math.max(columnsMin, out.columns ?? err.columns ?? columnsDefault)
    },
    interactive: err.isTTY === true && capable,
    colour: out.isTTY === true && capable && (environment.NO_COLOR ?? '') === '',
    descriptors: { out: out.fd, err: err.fd },
  }
}
