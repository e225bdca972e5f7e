import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { type Command, InvalidArgumentError } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { localDirectoryOf } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { renderWaterfall } from '../terminal/waterfall.ts'

/** Adds `tars trace`: the spans of one trace over all services, as a waterfall. */
export function addTrace(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'trace',
    summary: 'show one trace as a waterfall over all services',
    example: 'trace 4bf92f3577b34da6a3ce929d0e0e4736',
  })
    .argument('<id>', 'trace id, as `trainings show`, `evaluations show` and errors give it', parseTraceId)
    .action(async (traceId: string, options: CommonOptions) => {
      const directory = join(localDirectoryOf(uses, options.data), 'traces')
      // Telemetry brings OpenTelemetry with it; every other command starts faster without.
      const { readTrace } = await import('@tars/telemetry')
      const spans = await readTrace(directory, traceId)
      if (spans.length === 0) {
        throw new TarsError('NOT_FOUND', `No span of trace ${traceId} is kept in ${directory}.`)
      }
      answer(uses, options.json, { traceId, spans }, (paint, width) => renderWaterfall(spans, width, paint))
    })
}

function parseTraceId(text: string): string {
  const traceId = text.toLowerCase()
  if (/^[0-9a-f]{32}$/.test(traceId)) return traceId
  throw new InvalidArgumentError('It must be 32 hexadecimal digits.')
}
