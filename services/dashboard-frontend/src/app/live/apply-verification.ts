import type { QueryClient } from '@tanstack/react-query'
import type { TarsEvent, Verification } from '@tars/contracts'

type VerificationEvent = Extract<TarsEvent, { kind: `verification.${string}` }>

/** Whether an event is about a verification. */
export function isVerificationEvent(event: TarsEvent): event is VerificationEvent {
  return event.kind.startsWith('verification.')
}

/** Moves a verification forward where it is shown; what else an event tells is read again. */
export async function applyVerification(
  queries: QueryClient,
  event: VerificationEvent,
  at: string,
): Promise<void> {
  const queryKey = ['verifications', event.data.evaluation]
  if (event.kind !== 'verification.progressed') return queries.invalidateQueries({ queryKey })
  const { verification, episodesDone, episodesTotal } = event.data
  queries.setQueryData<{ items: Verification[]; nextCursor: string | null }>(
    queryKey,
    (data) =>
      data && {
        ...data,
        items: data.items.map((known) =>
          known.id === verification ? progressed(known, episodesDone, episodesTotal, at) : known,
        ),
      },
  )
}

function progressed(
  known: Verification,
  episodesDone: number,
  episodesTotal: number,
  at: string,
): Verification {
  if (known.state === 'completed' || known.state === 'failed' || episodesDone < known.episodesDone)
    return known
  return { ...known, state: 'running', startedAt: known.startedAt ?? at, episodesDone, episodesTotal }
}
