import { Link } from '@tanstack/react-router'
import type { Insight } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { insightWords } from '../words/describe-insight.ts'
import { severityTones } from '../words/tone.ts'

/** One insight: what, since when, and what to do, with the ways there. */
export function InsightEntry({ insight, agent }: { insight: Insight; agent: string | undefined }): ReactNode {
  const { severity, kind, title, detail, createdAt } = insight
  return (
    <article aria-label={title}>
      <div className="line">
        <Chip tone={severityTones[severity]}>{severity}</Chip>
        <span className="dim">
          {insightWords[kind].name} · since <Ago at={createdAt} />
        </span>
      </div>
      <h2 className="insight-title">{title}</h2>
      <p className="dim">{detail}</p>
      <p className="insight-advice">
        <strong>What to do:</strong> {insightWords[kind].advice}
      </p>
      <InsightLinks insight={insight} agent={agent} />
    </article>
  )
}

function InsightLinks({ insight, agent }: { insight: Insight; agent: string | undefined }): ReactNode {
  const { evaluationId, trainingId } = insight
  return (
    <p className="insight-links">
      {evaluationId !== null && (
        <Link to="/evaluations/$id" params={{ id: evaluationId }} className="link">
          See the evaluation
        </Link>
      )}
      {trainingId !== null && (
        <Link to="/trainings/$id" params={{ id: trainingId }} className="link">
          See the training
        </Link>
      )}
      {agent !== undefined && (
        <Link to="/agents/$name" params={{ name: agent }} className="link">
          Agent {agent}
        </Link>
      )}
    </p>
  )
}
