/** One breach of a house rule: where it is, what is wrong and how to mend it. */
export interface Finding {
  /** Path from the project's root. */
  path: string
  /** Line, counted from 1; absent when the whole file is meant. */
  line?: number
  /** What is wrong, a colon or dash, and the mend. */
  message: string
}

/** A finding as one line for people: `path:line  message`. */
export function describeFinding({ path, line, message }: Finding): string {
  return `${line === undefined ? path : `${path}:${line}`}  ${message}`
}
