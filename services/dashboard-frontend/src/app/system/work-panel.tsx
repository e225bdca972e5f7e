import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Work } from '@tars/contracts'
import type { ReactNode } from 'react'
import { workQuery } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Command } from '../components/command.tsx'
import { Failure } from '../components/failure.tsx'
import { Pairs } from '../components/pairs.tsx'
import { Panel } from '../components/panel.tsx'
import { useNow } from '../components/use-now.ts'
import { describeQueue } from '../words/describe-queue.ts'
import { describeLastKnown } from '../words/describe-system.ts'
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
      {work.data !== undefined && (
        <WorkNumbers work={work.data} readAtMs={work.isError ? work.dataUpdatedAt : null} />
      )}
    </Panel>
  )
}

/** `readAtMs` is when the numbers were read, where they cannot be read any more. */
function WorkNumbers({ work, readAtMs }: { work: Work; readAtMs: number | null }): ReactNode {
  const describe = (nowMs: number) => {
    const queue = describeQueue(work, readAtMs ?? nowMs)
    return readAtMs === null ? queue : describeLastKnown(queue, readAtMs)
  }
  const sentence = useNow((nowMs) => describe(nowMs).sentence)
  const { trainings, runs, verifications, oldestQueuedAt, outboxRows, deadLetters } = work
  const count = ({ queued, running }: Work['runs']) =>
    `${formatCount(running)} running, ${formatCount(queued)} waiting`
  return (
    <>
      <p className="panel-sentence">
        <Chip tone={describe(0).tone}>{sentence}</Chip>
      </p>
      <Pairs
        pairs={[
          ['Trainings', count(trainings)],
          ['Runs of evaluations', count(runs)],
          ['Verifications', count(verifications)],
          ['Oldest that waits', oldestQueuedAt === null ? absent : <Ago key="oldest" at={oldestQueuedAt} />],
          ['Outbox', `${countOf(outboxRows, 'event')} not relayed yet`],
          ['Dead letters', `${countOf(deadLetters, 'event')} given up in the last 24\u00a0h`],
        ]}
      />
      {deadLetters > 0 && (
        <div className="stack">
          <p className="dim">What they were to do has not happened. The reasons stand in the log:</p>
          <Command>./tars logs --level error --since 1d</Command>
        </div>
      )}
    </>
  )
}
