import { type Insight, insightKindSchema, insightSeveritySchema } from '@tars/contracts'
import { type Command, Option } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import {
  addFilterOptions,
  addPageOptions,
  answerList,
  type FilterOptions,
  type ListOptions,
  pageOf,
} from '../list-options.ts'
import { tonedState } from '../terminal/colour.ts'
import { formatAge } from '../terminal/time.ts'

interface Options extends ListOptions, FilterOptions {
  readonly severity?: Insight['severity']
  readonly kind?: Insight['kind']
}

/** Adds `tars insights`: findings worth a person's eye, newest first. */
export function addInsights(program: Command, uses: CommandUses): void {
  const command = defineCommand(program, {
    usage: 'insights',
    summary: "list findings worth a person's eye, newest first",
    example: 'insights --severity critical',
  })
  addFilterOptions(command, ['agent'])
    .addOption(new Option('--severity <name>', 'only so severe').choices(insightSeveritySchema.options))
    .addOption(new Option('--kind <name>', 'only about this').choices(insightKindSchema.options))
  addPageOptions(command).action(async (options: Options) => {
    const { client } = await connect(uses, options.data)
    const { agent, severity, kind } = options
    const page = await client.call('insights.list', { query: { ...pageOf(options), agent, severity, kind } })
    answerList(uses, options, page, {
      columns: [
        { title: 'severity' },
        { title: 'what', shrinksTo: 32 },
        { title: 'detail', shrinksTo: 20 },
        { title: 'since' },
      ],
      cells: ({ severity, title, detail, createdAt }) => [
        tonedState(severity),
        title,
        detail,
        formatAge(createdAt, uses.now()),
      ],
      empty: 'No insights. They come with verdicts and failures.',
    })
  })
}
