import type { Command } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { addPageOptions, answerList, type ListOptions, pageOf } from '../list-options.ts'
import { tonedState } from '../terminal/colour.ts'
import { formatAge } from '../terminal/time.ts'

/** Adds `tars insights`: findings worth a person's eye, newest first. */
export function addInsights(program: Command, uses: CommandUses): void {
  const command = defineCommand(program, {
    usage: 'insights',
    summary: "list findings worth a person's eye, newest first",
    example: 'insights --limit 10',
  })
  addPageOptions(command).action(async (options: ListOptions) => {
    const { client } = await connect(uses, options.data)
    answerList(uses, options, await client.call('insights.list', { query: pageOf(options) }), {
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
