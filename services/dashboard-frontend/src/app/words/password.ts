import { passwordLengthMin } from '@tars/contracts'

/** What a password still lacks, in words; null when it will do. The only rule is its length, 12 to 256 characters. */
export function describePasswordGap(password: string): string | null {
  const missing = passwordLengthMin - password.length
  if (missing > 0) {
    return password === '' ? `At least ${passwordLengthMin} characters.` : `${missing} more to go.`
  }
  return password.length > 256 ? 'At most 256 characters.' : null
}
