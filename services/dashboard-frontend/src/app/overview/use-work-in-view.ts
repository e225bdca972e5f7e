import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import type { Evaluation, Training } from '@tars/contracts'
import { recentEvaluations } from '../api/evaluation-queries.ts'
import type { ListPage } from '../api/list-pages.ts'
import { workQuery } from '../api/platform-queries.ts'
import { latestTraining, recentTrainings } from '../api/training-queries.ts'
import { countWaiting, mergeLists } from './work-in-view.ts'

/** The trainings or the evaluations that the overview shows. */
export interface WorkInView<Item> {
  /** Newest first; undefined while they are read. */
  items: readonly Item[] | undefined
  /** How many wait in all; null where there are more than are listed and nobody has counted them. */
  waiting: number | null
  /** What could not be read at all. */
  failed: UseQueryResult | undefined
}

/** The trainings that run and wait, and the newest of all. */
export function useTrainingsInView(): WorkInView<Training> {
  const work = useQuery(workQuery)
  const lists = useQueries({
    queries: [recentTrainings('running'), recentTrainings('queued'), latestTraining],
  })
  return viewOf(lists, work.data?.trainings.queued)
}

/** The evaluations that run and wait, and the newest that were judged. */
export function useEvaluationsInView(): WorkInView<Evaluation> {
  return viewOf(
    useQueries({
      queries: [recentEvaluations('running'), recentEvaluations('queued'), recentEvaluations('judged')],
    }),
    undefined,
  )
}

/** The second of the lists is of what waits. */
function viewOf<Item extends Training | Evaluation>(
  lists: readonly UseQueryResult<ListPage<Item>>[],
  counted: number | undefined,
): WorkInView<Item> {
  const failed = lists.find(({ isError, data }) => isError && data === undefined)
  const pages = lists.flatMap(({ data }) => data ?? [])
  if (pages.length < lists.length) return { items: undefined, waiting: null, failed }
  const items = mergeLists(pages)
  const isCut = pages[1]?.nextCursor != null
  return { items, waiting: countWaiting(items, isCut, counted), failed }
}
