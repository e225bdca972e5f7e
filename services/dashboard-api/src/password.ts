import { hash, verify } from '@node-rs/argon2'

/** Cost of a password hash: 19 MiB, two passes, one lane. @source OWASP Password Storage Cheat Sheet, Argon2id */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

// Of a random password that nobody kept; verified when there is no account, so that the answer takes as long.
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$dfrFfYcCVmudt1ORA8Xcvg$FNW0u3fYf2gt6Ppd0HCIGqNZlRoQ0I0Lbnnmv8/BkYE'

/** The argon2id hash of a password in PHC text form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, passwordCost)
}

/** Whether a password fits a hash; with no hash it is false after the same work. */
export async function isPasswordCorrect(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  const fits = await verify(passwordHash ?? nobodysHash, password)
  return passwordHash !== undefined && fits
}
