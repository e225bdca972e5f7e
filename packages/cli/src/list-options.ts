import { pageLimitMax } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from './answer.ts'
import type { CommandUses, CommonOptions } from './command-uses.ts'
import { wholeNumber } from './option.ts'
import type { Toned } from './terminal/colour.ts'
import { type Column, renderTable } from './terminal/table.ts'

/** The options of a list that comes in pages. */
export interface ListOptions extends CommonOptions {
  readonly limit?: number
  readonly cursor?: string
}

/** Adds `--limit` and `--cursor`. */
export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'entries to show (default: 50)', wholeNumber(1, pageLimitMax))
    .option('--cursor <text>', 'where to go on: the cursor that the page before ended with')
}

/** The page that the options ask for, as the API takes it. */
export function pageOf(options: ListOptions): { limit?: string; cursor?: string } {
  return {
    ...(options.limit === undefined ? {} : { limit: String(options.limit) }),
    ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
  }
}

/** What is said instead of an empty list: how to fill it, or by what it was filtered. */
export function describeEmpty(
  kind: string,
  hint: string,
  { agent, status }: { readonly agent?: string; readonly status?: string },
): string {
  if (agent === undefined && status === undefined) return `No ${kind}. ${hint}`
  const ofAgent = agent === undefined ? '' : ` of the agent ${agent}`
  return `No ${kind}${ofAgent}${status === undefined ? '' : ` in the state ${status}`}.`
}

/** How a list is shown: its columns, the cells of an entry, and what to do when it is empty. */
export interface ListView<Item> {
  readonly columns: readonly Column[]
  cells(item: Item): readonly Toned[]
  readonly empty: string
}

/** Writes a list, or one page of it, as a table or as one JSON document. */
export function answerList<Item>(
  uses: CommandUses,
  options: ListOptions,
  page: { readonly items: readonly Item[]; readonly nextCursor?: string | null },
  view: ListView<Item>,
): void {
  answer(uses, options.json, page, (paint, width) => {
    if (page.items.length === 0) return [view.empty]
    const table = renderTable(view.columns, page.items.map(view.cells), width, paint)
    const more = page.nextCursor ?? null
    return more === null ? table : [...table, '', paint({ text: `more: --cursor ${more}`, tone: 'quiet' })]
  })
}
