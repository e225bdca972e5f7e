import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { dataDirectoryOf } from '../connection.ts'
import { defineCommand } from '../define-command.ts'

/** Adds `tars down`: stops the platform of a data directory; nothing to stop is no error. */
export function addDown(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'down',
    summary: 'stop the platform and wait until all of it has ended',
    example: 'down --data ~/tars-data',
  }).action(async (options: CommonOptions) => {
    const data = dataDirectoryOf(uses, options.data)
    const { stopPlatform } = await uses.loadPlatform()
    const pid = await stopPlatform(data)
    answer(uses, options.json, { stopped: pid !== undefined, data, pid: pid ?? null }, () => [
      pid === undefined ? `No platform runs in ${data}.` : `Stopped the platform in ${data}.`,
    ])
  })
}
