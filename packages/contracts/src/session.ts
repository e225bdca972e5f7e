import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'
import { roleSchema } from './permission.ts'

/** The fewest characters of a password. */
export const passwordLengthMin = 12

const email = z.email().max(254)
const password = z.string().min(passwordLengthMin).max(256)

/** Who is calling: a signed-in person or an API key. */
export const principalSchema = z.object({
  kind: z.enum(['user', 'key']),
  id: idSchema,
  name: z.string(),
  email: z.string().nullable(),
  role: roleSchema,
  permissions: z.array(z.string()),
})

/** Who is calling: a signed-in person or an API key. */
export type Principal = z.infer<typeof principalSchema>

/** Name and password of someone who signs in. */
export const signInSchema = z.strictObject({ email, password: z.string().min(1).max(256) })

/** What the one-time link asks of the first administrator. */
export const setupSchema = z.strictObject({
  token: z.string().min(1).max(256),
  email,
  name: z.string().trim().min(1).max(100),
  password,
})

/** A one-time sign-in link, shown once. */
export const setupLinkSchema = z.object({ link: z.string(), expiresAt: instantSchema })
