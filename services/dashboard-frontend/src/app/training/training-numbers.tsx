import type { Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Fact, Facts } from '../components/facts.tsx'
import { Pairs } from '../components/pairs.tsx'
import { Progress } from '../components/progress.tsx'
import { Term } from '../components/term.tsx'
import { useNow } from '../components/use-now.ts'
import { formatSetting } from '../words/configuration-change.ts'
import { definitions } from '../words/definition.ts'
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
        <Fact name={<Term means={definitions.meanReturnOfTraining}>Mean return</Term>}>
          {formatReturn(progress?.returnMean)}
        </Fact>
        <Fact name="Episodes">{progress === null ? absent : formatCount(progress.episodes)}</Fact>
        <Fact name={<Term means={definitions.stepsPerSecond}>Steps per second</Term>}>
          {progress === null ? absent : formatSi(progress.stepsPerSecond)}
        </Fact>
        <Fact name={<Term means={definitions.trainerMemory}>Memory</Term>}>
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
      <Fact name={<Term means={definitions.timeLeft}>Time left</Term>} of={`after ${taken}`}>
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
      <div style={{ marginTop: '0.75rem' }}>
        <Pairs
          pairs={[
            ...Object.entries(training.configuration).map(
              ([name, value]) => [name, formatSetting(value)] as const,
            ),
            [
              'training',
              <code key="training" className="code">
                {training.id}
              </code>,
            ],
          ]}
        />
      </div>
    </details>
  )
}
