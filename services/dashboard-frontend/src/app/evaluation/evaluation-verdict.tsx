import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Chip } from '../components/chip.tsx'
import { Fact, Facts } from '../components/facts.tsx'
import { Progress } from '../components/progress.tsx'
import { Term } from '../components/term.tsx'
import { TraceLine } from '../components/trace-line.tsx'
import { useNow } from '../components/use-now.ts'
import { definitions } from '../words/definition.ts'
import { describeEvaluationProgress } from '../words/describe-work.ts'
import { evaluationRatio } from '../words/eta.ts'
import { formatCount, formatDifference, formatInterval, formatRatio } from '../words/quantity.ts'
import { verdictMeanings, verdictTones } from '../words/tone.ts'

/** The verdict in words with what it means; before there is one, how far the evaluation is. */
export function EvaluationVerdict({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { comparison, verdict, state } = evaluation
  if (comparison !== null && verdict !== null) return <Judged evaluation={evaluation} />
  if (state === 'failed' || state === 'cancelled') return <Ended evaluation={evaluation} />
  return <UnderWay evaluation={evaluation} />
}

function Judged({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { comparison, verdict } = evaluation
  if (comparison === null || verdict === null) return null
  const { wins, ties, losses, probabilityOfImprovement } = comparison
  return (
    <section className={`verdict tone-${verdictTones[verdict]}`} aria-label="Verdict">
      <Chip tone={verdictTones[verdict]}>{verdict}</Chip>
      <p className="verdict-sentence" data-verdict={verdict}>
        {comparison.sentence}
      </p>
      <p className="dim">{verdictMeanings[verdict]}</p>
      <div style={{ marginTop: '0.6rem' }}>
        <Facts>
          <Fact name={<Term means={definitions.difference}>Difference</Term>}>
            {formatDifference(comparison.difference)}
          </Fact>
          <Fact name={<Term means={definitions.interval95}>95 % interval</Term>}>
            {formatInterval(comparison.interval95, formatDifference)}
          </Fact>
          <Fact
            name={<Term means={definitions.margin}>Margin</Term>}
            of={formatRatio(comparison.marginRatio)}
          >
            {formatDifference(comparison.margin).replace('+', '±')}
          </Fact>
          <Fact name={<Term means={definitions.wins}>Won · tied · lost</Term>}>
            {[wins, ties, losses].map(formatCount).join(' · ')}
          </Fact>
          <Fact name={<Term means={definitions.probability}>Probability of improvement</Term>}>
            {formatRatio(probabilityOfImprovement)}
          </Fact>
        </Facts>
      </div>
    </section>
  )
}

function Ended({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const hasFailed = evaluation.state === 'failed'
  return (
    <div className={`note tone-${hasFailed ? 'bad' : 'nothing'}`} role={hasFailed ? 'alert' : undefined}>
      <p>
        <Chip tone={hasFailed ? 'bad' : 'nothing'}>
          {hasFailed
            ? `The evaluation failed: ${evaluation.error ?? 'no reason was given'}`
            : 'The evaluation was cancelled.'}
        </Chip>
      </p>
      {hasFailed && <TraceLine id={evaluation.traceId} />}
    </div>
  )
}

function UnderWay({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const words = useNow((nowMs) => describeEvaluationProgress(evaluation, nowMs))
  return (
    <section className="verdict tone-running" aria-label="Progress">
      <Chip tone="running">No verdict yet</Chip>
      <p className="verdict-sentence">{words}</p>
      <Progress ratio={evaluationRatio(evaluation)} label="Episodes played" />
      <p className="dim">Policy and baseline play the same episodes, each from the same seed.</p>
    </section>
  )
}
