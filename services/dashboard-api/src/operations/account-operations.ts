import { completeSetup } from '../routes/complete-setup.ts'
import { createLiveTicket } from '../routes/create-live-ticket.ts'
import { type CreateSessionUses, createSession } from '../routes/create-session.ts'
import { createSetupLink } from '../routes/create-setup-link.ts'
import { deleteSession } from '../routes/delete-session.ts'
import { readSession } from '../routes/read-session.ts'
import { readSetup } from '../routes/read-setup.ts'
import type { OperationsOf } from './operations-of.ts'

/** What the operations of setting up, signing in and staying connected use. */
export type AccountUses = CreateSessionUses &
  Parameters<typeof deleteSession>[0] &
  Parameters<typeof createLiveTicket>[0]

/** The operations of setting up, signing in and staying connected. */
export function createAccountOperations(uses: AccountUses): OperationsOf<'setup' | 'session' | 'live'> {
  return {
    'setup.read': () => readSetup(uses),
    'setup.complete': (call) => completeSetup(uses, call),
    'setup.link': (call) => createSetupLink(uses, call),
    'session.create': (call) => createSession(uses, call),
    'session.read': readSession,
    'session.delete': (call) => deleteSession(uses, call),
    'live.ticket': (call) => createLiveTicket(uses, call),
  }
}
