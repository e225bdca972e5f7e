import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Work } from '@tars/contracts'
import type { ReactNode } from 'react'
import { workQuery } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { Pairs } from '../components/pairs.tsx'
import { Panel } from '../components/panel.tsx'
import { useNow } from '../components/use-now.ts'
import { describeQueue } from '../words/describe-queue.ts'
import { absent, countOf, formatCount } from '../words/quantity.ts'

/** The work that waits and runs, and what was given up. */
export function WorkPanel(): ReactNode {
  const work = useQuery(workQuery)
  return (
    <Panel title="Work">
      {work.isPending && <Skeleton height={170} />}
      {work.isError && work.data === undefined && (
        <Failure error={work.error} onRetry={() => void work.refetch()} />
      )}
      {work.data !== undefined && <WorkNumbers work={work.data} />}
    </Panel>
  )
}

function WorkNumbers({ work }: { work: Work }): ReactNode {
  const sentence = useNow((nowMs) => describeQueue(work, nowMs).sentence)
  const { trainings, runs, verifications, oldestQueuedAt, outboxRows, deadLetters } = work
  const count = ({ queued, running }: Work['runs']) =>
    `${formatCount(running)} running, ${formatCount(queued)} waiting`
  return (
    <>
      <p className="panel-sentence">
        <Chip tone={describeQueue(work, 0).tone}>{sentence}</Chip>
      </p>
      <Pairs
        pairs={[
          ['Trainings', count(trainings)],
          ['Runs of evaluations', count(runs)],
          ['Verifications', count(verifications)],
          ['Oldest that waits', oldestQueuedAt === null ? absent : <Ago key="oldest" at={oldestQueuedAt} />],
          ['Outbox', `${countOf(outboxRows, 'event')} not relayed yet`],
          ['Dead letters', `${countOf(deadLetters, 'event')} given up`],
        ]}
      />
    </>
  )
}
