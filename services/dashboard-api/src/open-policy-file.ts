import { TarsError } from '@tars/contracts'
import { type Policy, parsePolicy } from '@tars/reinforcement'

/** What a policy is called. */
export interface NamedPolicy {
  agent: string
  version: number
}

/**
 * The policy that a stored file holds.
 *
 * @throws {TarsError} POLICY_FILE_INVALID saying what is wrong with which policy's file.
 */
export function openPolicyFile({ agent, version }: NamedPolicy, file: Uint8Array): Policy {
  try {
    return parsePolicy(file).policy
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new TarsError(
      'POLICY_FILE_INVALID',
      `The file of ${agent} v${version} is broken: ${cause.message}.`,
      {},
      cause,
    )
  }
}
