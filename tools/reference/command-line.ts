import type { Argument, Command, Option } from 'commander'
import type { CommandUses } from '../../packages/cli/src/command-uses.ts'
import { createProgram } from '../../packages/cli/src/program.ts'
import { code, linkTo, renderPage, renderTable, sentence } from './page.ts'
import { describeDefault } from './shape-table.ts'

/** A command that can be run, under its whole name, with what the program itself says of it. */
interface RunnableCommand {
  readonly name: string
  readonly command: Command
  /** The last words of its help. */
  readonly example: string
}

const variables = {
  TARS_URL: 'address of a platform on another machine, where no `--data` is given',
  TARS_API_KEY: "API key for that platform; the operator's is the file `key` of its data directory",
  TARS_DATABASE_URL: 'PostgreSQL that `up` uses instead of the embedded one',
  NO_COLOR: 'any value: no colours',
  FORCE_COLOR: 'colours also where the output is no screen; `0` or `false`: none',
  TERM: '`dumb`: nothing is drawn in place, and no colours',
  LC_ALL: 'locale of the screen; one that is not UTF-8 gets ASCII',
  LC_CTYPE: 'the same, where `LC_ALL` is not set',
  LANG: 'the same, where neither is set',
} as const

const intro = `\`./tars COMMAND --help\` says the same as this page. Results go to standard output, everything else to standard error; with
\`--json\` the result is one JSON document.`

/** The page of every command: usage, arguments, options with their defaults, and an example that works. */
export function describeCommandLine(): string {
  const { commands, exitCodeMeanings } = readProgram()
  const shared = listSharedOptions(commands)
  return renderPage({
    title: 'Command line',
    source: 'packages/cli/src/program.ts',
    blocks: [
      intro,
      ['Commands', 'Options of every command', 'Exit codes', 'Variables']
        .map((heading) => `- ${linkTo(heading)}`)
        .join('\n'),
      '## Commands',
      renderTable({
        columns: ['command', 'what'],
        rows: commands.map(({ name, command }) => [linkTo(name), command.description()]),
      }),
      ...commands.flatMap((runnable) => describeCommand(runnable, shared)),
      '## Options of every command',
      describeOptions(listOptions(commands[0]!.command).filter(({ flags }) => shared.has(flags))),
      '## Exit codes',
      renderTable({ columns: ['code', 'when'], rows: exitCodeMeanings }),
      '## Variables',
      renderTable({
        columns: ['variable', 'what'],
        rows: Object.entries(variables).map(([name, meaning]) => [code(name), meaning]),
      }),
    ],
  })
}

/** Builds the program, runs nothing, and keeps what it writes when it is asked for help. */
function readProgram(): { commands: RunnableCommand[]; exitCodeMeanings: string[][] } {
  let written = ''
  const terminal = {
    write(text: string) {
      written = text
    },
    columns: 1_000,
  }
  // Building the program uses nothing else: only a command that runs does.
  const program = createProgram({ terminal, version: '' } as unknown as CommandUses)
  const helpOf = (command: Command): string => {
    command.outputHelp()
    return written
  }
  const walk = (parent: Command, prefix: string): RunnableCommand[] =>
    parent.commands.flatMap((command) => {
      const name = `${prefix}${command.name()}`
      if (command.commands.length > 0) return walk(command, `${name} `)
      return [{ name, command, example: /Example:\n\s*(.+)/.exec(helpOf(command))?.[1] ?? '' }]
    })
  const told = /Exit codes: (.+)/.exec(helpOf(program))?.[1] ?? ''
  const exitCodeMeanings = told.split(/[,.] ?/).flatMap((part) => {
    const [, exitCode, meaning] = /^(\d+) (.+)$/.exec(part) ?? []
    return exitCode === undefined ? [] : [[code(exitCode), meaning!]]
  })
  return { commands: walk(program, ''), exitCodeMeanings }
}

function describeCommand({ name, command, example }: RunnableCommand, shared: ReadonlySet<string>): string[] {
  const words = command.registeredArguments.map((argument) => wordOf(argument))
  const usage = ['./tars', name, ...words].join(' ')
  return [
    `### ${name}`,
    sentence(command.description()),
    `\`\`\`sh\n${[...new Set([usage, example])].join('\n')}\n\`\`\``,
    renderTable({
      columns: ['argument', 'what'],
      rows: command.registeredArguments.map((argument) => [code(argument.name()), withChoices(argument)]),
    }),
    describeOptions(listOptions(command).filter(({ flags }) => !shared.has(flags))),
  ]
}

function wordOf(argument: Argument): string {
  const word = `${argument.name()}${argument.variadic ? '…' : ''}`
  return argument.required ? `<${word}>` : `[${word}]`
}

function listOptions(command: Command): Option[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
}

/** The flags that more than three quarters of the commands have. */
function listSharedOptions(commands: readonly RunnableCommand[]): ReadonlySet<string> {
  const flags = commands.flatMap(({ command }) => listOptions(command).map((option) => option.flags))
  const isCommon = (flag: string) => flags.filter((other) => other === flag).length > 0.75 * commands.length
  return new Set(flags.filter(isCommon))
}

function describeOptions(options: readonly Option[]): string {
  return renderTable({
    columns: ['option', 'default', 'what'],
    rows: options.map((option) => [
      code(option.flags),
      describeDefault({
        isRequired: option.mandatory,
        fallback: option.defaultValue === undefined ? undefined : String(option.defaultValue),
      }),
      withChoices(option),
    ]),
  })
}

function withChoices({ description, argChoices = [] }: Argument | Option): string {
  return argChoices.length === 0 ? description : `${description}: ${argChoices.map(code).join(', ')}`
}

/** The names of the variables that the command line itself reads. */
export const commandLineVariables = Object.keys(variables)
