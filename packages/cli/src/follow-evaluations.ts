import type { Evaluation, EvaluationState, Id } from '@tars/contracts'
import { awaitEnd } from './await-end.ts'
import type { CommandUses } from './command-uses.ts'
import type { Connection } from './connection.ts'
import { createEpisodeProgress } from './episode-progress.ts'
import { suggestCommand } from './suggest-command.ts'

const finalStates: readonly EvaluationState[] = ['judged', 'failed', 'cancelled']

/**
 * Waits side by side for the ends of evaluations, with one progress display over all of them; they are given in the same
 * order. When one cannot be waited for, none is any more. An interruption leaves them going on, and says how to look at them.
 */
export async function followEvaluations(
  uses: CommandUses,
  connection: Connection,
  evaluations: readonly Evaluation[],
  data: string | undefined,
): Promise<Evaluation[]> {
  const progress = createEpisodeProgress(uses, evaluations)
  const group = new AbortController()
  const interrupted = AbortSignal.any([uses.interrupted, group.signal])
  const show = (id: Id, done: number, total: number) => {
    if (!interrupted.aborted) progress.show(id, done, total)
  }
  const follow = ({ id }: Evaluation) =>
    awaitEnd({ ...uses, interrupted }, connection, {
      channel: `evaluation:${id}`,
      read: () => connection.client.call('evaluations.read', { params: { id } }),
      isFinal: ({ state }) => finalStates.includes(state),
      onThing: ({ episodesDone, episodesTotal }) => show(id, episodesDone, episodesTotal),
      onEvent(kind, event) {
        if (kind !== 'evaluation.progressed') return
        const { episodesDone, episodesTotal } = event as { episodesDone: number; episodesTotal: number }
        show(id, episodesDone, episodesTotal)
      },
    })
  try {
    return await Promise.all(evaluations.map(follow))
  } catch (error) {
    if (uses.interrupted.aborted) {
      for (const { id } of evaluations) {
        const look = suggestCommand(`evaluations show ${id}`, data)
        uses.terminal.note(`The evaluation goes on. Look at it with: ${look}`)
      }
    }
    throw error
  } finally {
    group.abort()
    progress.end()
  }
}
