import { TarsError } from '@tars/contracts'
import { type Command, Option } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connectTo, dataDirectoryOf, readKey } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { wholeNumber } from '../option.ts'
import { describePlatform, runPlatform } from '../run-platform.ts'
import { startDetached } from '../start-detached.ts'
import type { StarterMessage, UpAnswer } from '../starter-message.ts'
import { suggestCommand } from '../suggest-command.ts'
import { createSteps, type Step } from '../terminal/steps.ts'

interface Options extends CommonOptions {
  readonly port: number
  readonly empty?: boolean
  readonly detach?: boolean
  readonly tellStarter?: boolean
}

/** Port of the platform when nobody names one. */
export const portDefault = 3000

/** Adds `tars up`: starts the platform in this process, or detached from it. */
export function addUp(program: Command, uses: CommandUses): void {
  const port = 'port of the dashboard and the API; when 3000 is taken, the next free one'
  defineCommand(program, {
    usage: 'up',
    summary: 'start PostgreSQL and the five services and print the address; Ctrl-C stops them',
    example: 'up --data ~/tars-data --port 3000 --detach',
  })
    .option('--port <n>', port, wholeNumber(1, 65_535), portDefault)
    .option('--empty', 'do not train a first policy')
    .option('--detach', 'return when all is ready and leave the platform running')
    .addOption(new Option('--tell-starter', 'answer over the channel of a detaching start').hideHelp())
    .action(async (options: Options, command: Command) => {
      const portIsDefault = command.getOptionValueSource('port') === 'default'
      if (options.detach === true) await upDetached(uses, options, portIsDefault)
      else await upForeground(uses, options, portIsDefault)
    })
}

async function upForeground(uses: CommandUses, options: Options, portIsDefault: boolean): Promise<void> {
  const tell = (message: StarterMessage) => {
    if (options.tellStarter === true) uses.tellStarter?.(message)
  }
  const steps = createSteps(uses.terminal, uses.now)
  const onStep = (step: Step) => {
    steps.show(step)
    tell({ kind: 'step', step })
  }
  const onReady = (ready: UpAnswer) => {
    steps.end()
    tell({ kind: 'ready', answer: ready })
    // A detached start keeps the link out of its log: the command that started it shows it.
    if (options.tellStarter !== true) writeAnswer(uses, options, ready, 'Ctrl-C stops it.')
  }
  const { installSeconds } = uses
  if (installSeconds !== undefined) onStep({ name: 'install', state: 'done', seconds: installSeconds })
  try {
    const { port, empty = false } = options
    await runPlatform(uses, {
      data: dataDirectoryOf(uses, options.data),
      port,
      portIsDefault,
      empty,
      onStep,
      onReady,
    })
  } catch (error) {
    if (error instanceof TarsError) {
      tell({ kind: 'failed', code: error.code, message: error.message, problems: error.problems })
    }
    throw error
  } finally {
    steps.end()
  }
}

async function upDetached(uses: CommandUses, options: Options, portIsDefault: boolean): Promise<void> {
  const data = dataDirectoryOf(uses, options.data)
  const steps = createSteps(uses.terminal, uses.now)
  try {
    const { makeDataDirectory } = await uses.loadPlatform()
    await makeDataDirectory(data)
    const ready =
      (await findRunning(uses, data)) ??
      (await startDetached({
        root: uses.root,
        data,
        arguments: [
          ...['--tell-starter', '--data', data],
          ...(portIsDefault ? [] : ['--port', String(options.port)]),
          ...(options.empty === true ? ['--empty'] : []),
        ],
        interrupted: uses.interrupted,
        onStep: steps.show,
      }))
    steps.end()
    const down = suggestCommand('down', options.data)
    writeAnswer(uses, options, ready, `It goes on running; stop it with: ${down}`)
  } finally {
    steps.end()
  }
}

async function findRunning(uses: CommandUses, data: string): Promise<UpAnswer | undefined> {
  const { readPlatform } = await uses.loadPlatform()
  const running = await readPlatform(data)
  if (running === undefined) return undefined
  return describePlatform(connectTo(uses, running.url, await readKey(data)), data, running.pid)
}

function writeAnswer(uses: CommandUses, options: Options, ready: UpAnswer, hint: string): void {
  answer(uses, options.json, ready, (paint) => [
    paint({ text: `T.A.R.S. ${uses.version} runs at ${ready.url}`, tone: 'good' }),
    ...(ready.signInLink === null ? [] : [`Sign in once with ${ready.signInLink}`]),
    paint({ text: hint, tone: 'quiet' }),
  ])
}
