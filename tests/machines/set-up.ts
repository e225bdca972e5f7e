import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Check, Examination } from '@tars/platform'
import { projectRoot } from './fresh-clone.ts'
import { type CommandEnd, runSystem } from './system-command.ts'

const launcher = join(projectRoot, 'tars')

/** How a command of a set-up is run. */
export interface RunWith {
  readonly variables?: Readonly<Record<string, string>>
  /** A command that runs the launcher, such as `['unshare', '--net']`. */
  readonly within?: readonly string[]
}

/** A data directory of its own in a folder of its own, with `./tars` bound to it. */
export interface SetUp extends AsyncDisposable {
  readonly folder: string
  readonly data: string
  tars(argv: readonly string[], runWith?: RunWith): Promise<CommandEnd>
  /** What `tars doctor` finds, by the id of the check. */
  doctor(argv?: readonly string[], runWith?: RunWith): Promise<Found>
}

/** What the doctor found: the whole, and each check by its id. */
export interface Found extends Examination {
  readonly code: number
  check(id: string): Check | undefined
}

/** Makes a set-up; disposing stops what runs on it and removes it. */
export async function makeSetUp(): Promise<SetUp> {
  const folder = await mkdtemp(join(tmpdir(), 'tars-set-up-'))
  await chmod(folder, 0o755)
  const data = join(folder, 'tars-data')
  const tars = (argv: readonly string[], { variables = {}, within = [] }: RunWith = {}) => {
    const [file = launcher, ...rest] = [...within, launcher, ...argv, '--data', data]
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TARS_'))
    const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`
    return runSystem(file, rest, { env: { ...Object.fromEntries(inherited), PATH, ...variables } })
  }
  return {
    folder,
    data,
    tars,
    async doctor(argv = [], runWith) {
      const { code, stdout, stderr } = await tars(['doctor', '--json', ...argv], runWith)
      if (stdout === '') throw new Error(`The doctor said nothing: ${stderr}`)
      const examination = JSON.parse(stdout) as Examination
      return { ...examination, code, check: (wanted) => examination.checks.find(({ id }) => id === wanted) }
    },
    async [Symbol.asyncDispose]() {
      if (existsSync(join(data, 'lock'))) await tars(['down'])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
