import { createHash, randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Id } from '@tars/contracts'
import { type Command, Option } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { idOf } from '../option.ts'
import { formatBytes } from '../terminal/number.ts'
import { usageError } from '../usage-error.ts'

interface Options extends CommonOptions {
  readonly format: string
  readonly output: string
}

/** Adds `tars policies export`: writes the file of a policy. */
export function addPoliciesExport(policies: Command, uses: CommandUses): void {
  defineCommand(policies, {
    usage: 'export',
    summary: 'write the file of a policy',
    example: 'policies export 019a0c5e-7a6b-7c3d-8e4f-5a6b7c8d9e0f --output cartpole.safetensors',
  })
    .argument('<id>', 'id of the policy', idOf('policy'))
    .addOption(
      new Option('--format <name>', 'format of the file').choices(['safetensors']).default('safetensors'),
    )
    .requiredOption('--output <file>', 'file to write; an existing one is replaced')
    .action(async (id: Id, options: Options) => {
      const { client } = await connect(uses, options.data)
      const bytes = await client.call('policies.file', { params: { id } })
      const output = resolve(uses.cwd, options.output)
      await replaceFile(output, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const document = { policy: id, format: options.format, output, bytes: bytes.length, sha256 }
      answer(uses, options.json, document, () => [`Wrote ${output} (${formatBytes(bytes.length)}).`])
    })
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw usageError(`${path} cannot be written: ${(error as Error).message}`)
  }
}
