import type { Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Fact, Facts } from '../components/facts.tsx'
import { Progress } from '../components/progress.tsx'
import { Term } from '../components/term.tsx'
import { useNow } from '../components/use-now.ts'
import { formatDuration } from '../words/duration.ts'
import { trainingEtaSeconds, trainingRatio } from '../words/eta.ts'
import { secondsBetween } from '../words/moment.ts'
import { absent, formatBytes, formatCount, formatReturn, formatSi } from '../words/quantity.ts'

/** The numbers of a training as they stand. */
export function TrainingNumbers({ training }: { training: Training }): ReactNode {
  const { progress, steps } = training
  return (
    <section className="panel stack" aria-label="Numbers">
      <Facts>
        <Fact name="Steps" of={`of ${formatCount(steps)}`}>
          {formatCount(progress?.steps ?? 0)}
        </Fact>
        <Fact
          name={
            <Term means="The mean return of the last 100 finished episodes of the training.">
              Mean return
            </Term>
          }
        >
          {formatReturn(progress?.returnMean)}
        </Fact>
        <Fact name="Episodes">{progress === null ? absent : formatCount(progress.episodes)}</Fact>
        <Fact name="Steps per second">{progress === null ? absent : formatSi(progress.stepsPerSecond)}</Fact>
        <Fact
          name={
            <Term means="The trainer's arena and the heap of its worker, at the last point.">Memory</Term>
          }
        >
          {progress === null ? absent : formatBytes(progress.memoryBytes)}
        </Fact>
        <TrainingTime training={training} />
      </Facts>
      {training.state === 'running' && <Progress ratio={trainingRatio(training)} label="Steps done" />}
    </section>
  )
}

function TrainingTime({ training }: { training: Training }): ReactNode {
  const { startedAt, endedAt, state } = training
  const taken = useNow((nowMs) =>
    startedAt === null ? absent : formatDuration(secondsBetween(startedAt, endedAt, nowMs)),
  )
  const eta = trainingEtaSeconds(training)
  if (state === 'running') {
    return (
      <Fact name="Time left" of={`after ${taken}`}>
        {eta === null ? absent : formatDuration(eta)}
      </Fact>
    )
  }
  return <Fact name="Time taken">{taken}</Fact>
}

/** Every hyper-parameter that a training runs with. */
export function TrainingConfiguration({ training }: { training: Training }): ReactNode {
  return (
    <details className="panel">
      <summary>Configuration</summary>
      <dl className="pairs" style={{ marginTop: '0.75rem' }}>
        {Object.entries(training.configuration).map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value === null ? 'none' : Array.isArray(value) ? value.join(' × ') : String(value)}</dd>
          </div>
        ))}
        <dt>training</dt>
        <dd className="code">{training.id}</dd>
      </dl>
    </details>
  )
}
