import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { listMissingLinks, type PostgresBinaries } from '../postgres/binaries.ts'
import { runCommand } from '../postgres/run-command.ts'
import { type Check, outcomesOf } from './check.ts'

const answerMs = 10_000
const { ok, broken } = outcomesOf('postgres', 'PostgreSQL')

/** The programs of the embedded PostgreSQL, tried. */
export interface PostgresFacts {
  /** The version that `postgres --version` told, such as `18.4`. */
  readonly version: string
  /** The first program that does not run here, and its own words or the system's. */
  readonly failure: { readonly program: string; readonly output: string } | undefined
  /** Links between its libraries that are missing; a start makes them. */
  readonly missingLinks: readonly string[]
  /** The folder of such a link that may not be written. */
  readonly lockedFolder: string | undefined
}

/** Runs the programs that a start runs, with `--version`; nothing is changed, so missing links are only named. */
export async function readPostgresFacts(binaries: PostgresBinaries): Promise<PostgresFacts> {
  const missingLinks = (await listMissingLinks(dirname(binaries.root))).map(({ link }) => link)
  const lockedFolder = await findLocked(missingLinks.map(dirname))
  // Without its libraries no program runs; whether they do is known once the links are made.
  const programs = missingLinks.length > 0 ? [] : [binaries.postgres, binaries.initdb]
  const runs = await Promise.all(
    programs.map(async (program) => ({
      program,
      ...(await runCommand(program, ['--version'], { timeoutMs: answerMs })),
    })),
  )
  const failure = runs.find(({ code }) => code !== 0)
  return {
    version: runs[0]?.output.replace(/^.*\(PostgreSQL\) /, '') ?? '',
    failure,
    missingLinks,
    lockedFolder,
  }
}

async function findLocked(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of new Set(folders)) {
    const isLocked = await access(folder, constants.W_OK | constants.X_OK).then(
      () => false,
      () => true,
    )
    if (isLocked) return folder
  }
  return undefined
}

/** Whether the PostgreSQL that npm installed can be started. */
export function checkPostgres({ version, failure, missingLinks, lockedFolder }: PostgresFacts): Check {
  if (failure) {
    return broken({
      found: `${failure.program} does not run here: ${failure.output}`,
      why: 'The database of T.A.R.S. is started with it.',
      mend: 'Install anew, in the folder of T.A.R.S.: `npm ci --include=dev`; or use a PostgreSQL of your own: `export TARS_DATABASE_URL=…`.',
    })
  }
  if (lockedFolder !== undefined) {
    return broken({
      found: `PostgreSQL needs ${missingLinks.length} links in ${lockedFolder}, which this user may not write`,
      why: 'npm was told to run no install scripts, so a start makes the links between the libraries itself.',
      mend: 'Install anew as a user who may write there: `npm ci --include=dev`.',
    })
  }
  if (missingLinks.length === 0) return ok(version)
  return ok(`installed; a start makes ${missingLinks.length} links that npm did not make`)
}
