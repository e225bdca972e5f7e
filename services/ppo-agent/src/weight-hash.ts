import { createHash } from 'node:crypto'
import { parsePolicy, policyWeights } from '@tars/reinforcement'

/** The hash of the weights of a policy, as its record and receipts name it: SHA-256, lower-case hexadecimal. */
export function hashWeights(weights: Uint8Array): string {
  return createHash('sha256').update(weights).digest('hex')
}

/**
 * The hash of the weights that a policy file really holds.
 *
 * @throws {RangeError} saying what is wrong when the bytes are no policy file.
 */
export function hashPolicyFile(file: Uint8Array): string {
  return hashWeights(policyWeights(parsePolicy(file).policy))
}
