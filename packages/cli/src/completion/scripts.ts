import { readFile } from 'node:fs/promises'

/** The shells that there is a completion for. */
export const shells = ['bash', 'zsh', 'fish'] as const

/** A shell that there is a completion for. */
export type Shell = (typeof shells)[number]

/**
 * What a shell runs to complete `tars` and `./tars`: it asks `tars complete` with the words up to the cursor. The first line
 * of the answer is `:words`, `:file` or `:directory`, each further one a word, a tab and what it is.
 */
export function readScript(shell: Shell): Promise<string> {
  return readFile(new URL(`tars.${shell}`, import.meta.url), 'utf8')
}
