import { type Id, listPermissions, type Principal, TarsError } from '@tars/contracts'
import { findApiKey, findSession, matchesSecret, parseApiKey, type Sql } from '@tars/database'
import { LRUCache } from 'lru-cache'
import { hashToken } from './token.ts'

/** Who is calling, and by what. */
export interface Identity {
  principal: Principal
  /** The session that identifies a person; null for an API key. */
  sessionId: Id | null
  /** Under what the credential is remembered; tells nothing that could be used to sign in. */
  credential: string
}

/** What a request brings to be identified by. */
export interface Credentials {
  /** The `Authorization` header. */
  authorization: string | undefined
  /** The token of the session cookie. */
  sessionToken: string | undefined
}

/** Finds out who is calling. */
export interface Authenticator {
  /** Who is calling; undefined when nothing that is valid was brought. A key is preferred to a cookie. */
  identify(credentials: Credentials): Promise<Identity | undefined>
  /** The identity as it is now; undefined when its session or key has ended. At most 1.5 s behind the database. */
  recheck(identity: Identity): Promise<Identity | undefined>
  /** Makes the next look at a credential a fresh one. */
  forget(identity: Identity): void
}

/** What authentication needs. */
export interface AuthenticatorOptions {
  sql: Sql
  /** Secret with which API keys are hashed. */
  pepper: string
}

interface Known {
  identity: Identity | null
  secretHash: string
}

// A revocation must count within 2 s; the rest is left for the request that is under way.
const rememberMs = 1_500
const rememberedMax = 50_000
const noHash = '0'.repeat(64)
const unknown: Known = { identity: null, secretHash: noHash }

/**
 * Authenticates sessions and API keys against the database, remembering what it found – and that it found nothing – for
 * 1.5 s, at most 50,000 credentials. A key's shape and checksum are checked before anything is looked up.
 */
export function createAuthenticator({ sql, pepper }: AuthenticatorOptions): Authenticator {
  const remembered = new LRUCache<string, Known>({
    max: rememberedMax,
    ttl: rememberMs,
    fetchMethod: (credential) => lookUp(sql, credential),
  })
  const find = async (credential: string) => (await remembered.fetch(credential)) ?? unknown

  async function identifyKey(text: string): Promise<Identity | undefined> {
    const key = parseApiKey(text)
    if (key === undefined) return undefined
    const { identity, secretHash } = await find(`key:${key.keyId}`)
    const fits = matchesSecret(pepper, key.secret, secretHash)
    return fits ? (identity ?? undefined) : undefined
  }

  return {
    async identify({ authorization, sessionToken }) {
      if (authorization !== undefined)
        return identifyKey(/^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1] ?? '')
      if (sessionToken === undefined || !/^[\w-]{43}$/.test(sessionToken)) return undefined
      return (await find(`session:${hashToken(sessionToken)}`)).identity ?? undefined
    },
    recheck: async ({ credential }) => (await find(credential)).identity ?? undefined,
    forget: ({ credential }) => void remembered.delete(credential),
  }
}

async function lookUp(sql: Sql, credential: string): Promise<Known> {
  const at = credential.indexOf(':')
  const [kind, value] = [credential.slice(0, at), credential.slice(at + 1)]
  if (kind === 'session') {
    const session = await findSession(sql, value)
    if (session === undefined) return unknown
    const principal = toPrincipal({ ...session, kind: 'user' })
    return { identity: { principal, sessionId: session.sessionId, credential }, secretHash: noHash }
  }
  const key = await findApiKey(sql, value)
  if (key === undefined) return unknown
  const principal = toPrincipal({ ...key, kind: 'key', email: null })
  return { identity: { principal, sessionId: null, credential }, secretHash: key.secretHash }
}

/** A person or key as the API shows it. */
export function toPrincipal({ kind, id, name, email, role }: Omit<Principal, 'permissions'>): Principal {
  return { kind, id, name, email, role, permissions: [...listPermissions(role)] }
}

/**
 * The one `Authorization` header of a request.
 *
 * @throws {TarsError} REQUEST_MALFORMED when there are several Authorization headers: nobody could say which one counts.
 */
export function readAuthorization(values: readonly string[] | undefined): string | undefined {
  if (values !== undefined && values.length > 1) {
    throw new TarsError('REQUEST_MALFORMED', 'There is more than one Authorization header.')
  }
  return values?.[0]
}
