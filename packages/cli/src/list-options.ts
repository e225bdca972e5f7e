import { pageLimitMax, type Verdict, verdictSchema } from '@tars/contracts'
import { type Command, Option } from 'commander'
import { answer } from './answer.ts'
import type { CommandUses, CommonOptions } from './command-uses.ts'
import { idOf, wholeNumber } from './option.ts'
import type { Toned } from './terminal/colour.ts'
import { type Column, renderTable } from './terminal/table.ts'

/** The options of a list that comes in pages. */
export interface ListOptions extends CommonOptions {
  readonly limit?: number
  readonly cursor?: string
}

/** The filters that lists can have; all that are given must hold. */
export interface FilterOptions {
  readonly agent?: string
  readonly environment?: string
  readonly search?: string
  readonly policy?: string
  readonly verdict?: Verdict
  readonly status?: string
}

/** Adds `--limit` and `--cursor`. */
export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'entries to show (default: 50)', wholeNumber(1, pageLimitMax))
    .option('--cursor <text>', 'where to go on: the cursor that the page before ended with')
}

const makeFilter = {
  agent: () => new Option('--agent <name>', 'only of this agent'),
  environment: () => new Option('--environment <id>', 'only of this environment'),
  search: () =>
    new Option(
      '--search <text>',
      'only with this in the name of agent or environment, or at the start of the id',
    ),
  policy: () => new Option('--policy <id>', 'only of this policy').argParser(idOf('policy')),
  verdict: () => new Option('--verdict <verdict>', 'only with this verdict').choices(verdictSchema.options),
} as const satisfies { [Name in Exclude<keyof FilterOptions, 'status'>]: () => Option }

/** Adds filters by name, and `--status` (or `--state`) with these states when there are any. */
export function addFilterOptions(
  command: Command,
  names: readonly (keyof typeof makeFilter)[],
  states: readonly string[] = [],
): Command {
  for (const name of names) command.addOption(makeFilter[name]())
  if (states.length === 0) return command
  return command.addOption(new Option('--state, --status <state>', 'only in this state').choices(states))
}

/** The page that the options ask for, as the API takes it. */
export function pageOf(options: ListOptions): { limit?: string; cursor?: string } {
  return {
    ...(options.limit === undefined ? {} : { limit: String(options.limit) }),
    ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
  }
}

/** What is said instead of an empty list: how to fill it, or by what it was filtered. */
export function describeEmpty(kind: string, hint: string, filters: FilterOptions): string {
  const words: readonly [string, string | undefined][] = [
    ['of the agent', filters.agent],
    ['of the policy', filters.policy],
    ['in the environment', filters.environment],
    ['in the state', filters.status],
    ['with the verdict', filters.verdict],
    ['that match', filters.search],
  ]
  const given = words.filter(([, value]) => value !== undefined)
  if (given.length === 0) return `No ${kind}. ${hint}`
  return `No ${kind} ${given.map(([word, value]) => `${word} ${value}`).join(', ')}.`
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
