import { toAscii } from './ascii.ts'

/** Where a command writes, and what the reader's screen can show. Results go to stdout, all else to stderr. */
export interface Terminal {
  /** Writes a result for people to stdout, ended by a line feed. */
  write(text: string): void
  /** Writes a result for programs to stdout: one JSON document, in UTF-8 whatever the screen can show. */
  writeDocument(document: unknown): void
  /** Writes one of many results for programs to stdout: a JSON document in one line, in UTF-8. @source jsonlines.org */
  writeDocumentLine(document: unknown): void
  /** Writes a line for people to stderr. */
  note(text: string): void
  /** Writes to stderr without a line feed, for lines that are drawn in place. */
  writeProgress(text: string): void
  /** Columns of the screen. */
  readonly columns: number
  /** Lines of the screen; without bound where nobody tells. */
  readonly rows: number
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
  readonly rows?: number | undefined
  readonly fd?: number | undefined
}

/** The variables that say what a screen can show. */
export interface ScreenVariables {
  readonly NO_COLOR?: string | undefined
  readonly FORCE_COLOR?: string | undefined
  readonly TERM?: string | undefined
  readonly LC_ALL?: string | undefined
  readonly LC_CTYPE?: string | undefined
  readonly LANG?: string | undefined
}

const columnsDefault = 100
const columnsMin = 20

/**
 * The terminal over two streams. Colours need a screen and a `NO_COLOR` that is absent or empty; `FORCE_COLOR` wins over
 * both, and takes colours away when it is `0`. A locale that is named and is not UTF-8 gets ASCII.
 *
 * @source no-color.org, force-color.org, POSIX.1-2024 section 8.2 (LC_ALL before LC_CTYPE before LANG)
 */
export function createTerminal(out: Output, err: Output, variables: ScreenVariables): Terminal {
  const capable = variables.TERM !== 'dumb'
  const encode = showsUnicode(variables) ? (text: string) => text : toAscii
  return {
    write: (text) => out.write(encode(`${text}\n`)),
    writeDocument: (document) => out.write(`${JSON.stringify(document, null, 2)}\n`),
    writeDocumentLine: (document) => out.write(`${JSON.stringify(document)}\n`),
    note: (text) => err.write(encode(`${text}\n`)),
    writeProgress: (text) => err.write(encode(text)),
    get columns() {
      // A pseudo-terminal that nobody has measured tells 0.
      return Math.max(columnsMin, out.columns || err.columns || columnsDefault)
    },
    get rows() {
      return out.rows || err.rows || Number.POSITIVE_INFINITY
    },
    interactive: err.isTTY === true && capable,
    colour: showsColour(variables, out.isTTY === true && capable),
    descriptors: { out: out.fd, err: err.fd },
  }
}

function showsColour({ FORCE_COLOR = '', NO_COLOR = '' }: ScreenVariables, isScreen: boolean): boolean {
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isScreen && NO_COLOR === ''
}

/** Without any locale the screen is taken for UTF-8: containers name none, and what shows them has it. */
function showsUnicode({ LC_ALL, LC_CTYPE, LANG }: ScreenVariables): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || ''
  return locale === '' || /utf-?8/i.test(locale)
}
