import { describeFault, findFaults, type SystemStatus, TarsError, type Work } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { type Connection, connect, connectTo, dataDirectoryOf, findPlatform, readKey } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { readControlStatus } from '../read-control-status.ts'
import { renderStatus } from '../status-screen.ts'

const workMsMax = 2_000

/** Adds `tars status`: whether everything is well, then services, database, migrations and work at a glance. */
export function addStatus(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'status',
    summary: 'say whether everything is well, and show services, database and work',
    example: 'status --json',
  }).action(async (options: CommonOptions) => {
    const { status, work } = await readStatus(uses, options.data)
    const faults = findFaults(status, work).map(describeFault)
    answer(
      uses,
      options.json,
      { well: faults.length === 0, faults, ...status, work: work ?? null },
      (paint, width) => renderStatus({ status, work, faults, nowMs: uses.now() }, width, paint),
    )
  })
}

/** The supervisor of this machine answers even while the API is away; a remote platform is asked through its API. */
async function readStatus(
  uses: CommandUses,
  data: string | undefined,
): Promise<{ status: SystemStatus; work: Work | undefined }> {
  if (data === undefined && uses.remote.url !== undefined) {
    const connection = await connect(uses, data)
    const status = await connection.client.call('system.read')
    return { status, work: await readWork(() => Promise.resolve(connection)) }
  }
  const directory = dataDirectoryOf(uses, data)
  const platform = await findPlatform(uses, directory)
  const [status, work] = await Promise.all([
    readControlStatus(uses.fetch, platform),
    readWork(async () => connectTo(uses, platform.url, await readKey(directory), workMsMax)),
  ])
  return { status, work }
}

/** The work as the API tells it; undefined while it does not, which is a fault of its own and no reason to tell nothing. */
async function readWork(open: () => Promise<Connection>): Promise<Work | undefined> {
  try {
    const { client } = await open()
    return await client.call('system.work')
  } catch (error) {
    if (error instanceof TarsError) return undefined
    throw error
  }
}
