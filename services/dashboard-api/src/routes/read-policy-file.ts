import { readPolicyFile as readFile, readPolicy, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * The file of a policy (safetensors), named for its agent and version.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readPolicyFile(uses: { database: Sql }, { params, setHeader }: Call<'policies.file'>) {
  const policy = foundOrThrow(await readPolicy(uses.database, params.id), 'policy', params.id)
  const file = foundOrThrow(await readFile(uses.database, params.id), 'policy', params.id)
  setHeader('content-disposition', `attachment; filename="${policy.agent}-v${policy.version}.safetensors"`)
  return file
}
