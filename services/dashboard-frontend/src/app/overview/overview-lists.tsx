import { Link } from '@tanstack/react-router'
import type { Evaluation, Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Progress } from '../components/progress.tsx'
import { useNow } from '../components/use-now.ts'
import { VerdictChip } from '../components/verdict-chip.tsx'
import {
  describeEvaluationProgress,
  describeTrainingProgress,
  nameEvaluation,
  nameOpponent,
} from '../words/describe-work.ts'
import { evaluationRatio, trainingRatio } from '../words/eta.ts'
import { countOf } from '../words/quantity.ts'
import { workTones } from '../words/tone.ts'
import type { WorkInView } from './use-work-in-view.ts'

const verdictsShown = 6

/** The trainings and evaluations that are under way, with their progress. */
export function RunningNow(given: {
  trainings: WorkInView<Training>
  evaluations: WorkInView<Evaluation>
}): ReactNode {
  const trainings = (given.trainings.items ?? []).filter(isUnderWay)
  const evaluations = (given.evaluations.items ?? []).filter(isUnderWay)
  if (trainings.length + evaluations.length === 0) {
    return (
      <p className="dim">Nothing runs now. Trainings and evaluations appear here as soon as they start.</p>
    )
  }
  return (
    <ul className="row-list">
      {trainings.map((training) => (
        <li key={training.id}>
          <div className="line">
            <Link to="/trainings/$id" params={{ id: training.id }} className="row-link-plain">
              {training.agent} <span className="light">learns {training.environment}</span>
            </Link>
            <Chip tone={workTones[training.state]}>{training.state}</Chip>
          </div>
          {training.state === 'running' && (
            <>
              <p className="dim">{describeTrainingProgress(training)}</p>
              <Progress ratio={trainingRatio(training)} label={`Training of ${training.agent}`} />
            </>
          )}
        </li>
      ))}
      {evaluations.map((evaluation) => (
        <EvaluationRow key={evaluation.id} evaluation={evaluation} />
      ))}
      <MoreWaiting to="/trainings" noun="training" listed={trainings} waiting={given.trainings.waiting} />
      <MoreWaiting
        to="/evaluations"
        noun="evaluation"
        listed={evaluations}
        waiting={given.evaluations.waiting}
      />
    </ul>
  )
}

function isUnderWay({ state }: Training | Evaluation): boolean {
  return state === 'queued' || state === 'running' || state === 'scored'
}

/** What waits beyond what is listed; `waiting` is null where it is not counted. */
function MoreWaiting(given: {
  to: '/trainings' | '/evaluations'
  noun: string
  listed: readonly (Training | Evaluation)[]
  waiting: number | null
}): ReactNode {
  const { to, noun, listed, waiting } = given
  const more = waiting === null ? null : waiting - listed.filter(({ state }) => state === 'queued').length
  if (more !== null && more <= 0) return null
  return (
    <li>
      <Link to={to} search={{ state: 'queued' }} className="link">
        {more === null ? `More ${noun}s` : countOf(more, `more ${noun}`)} waiting
      </Link>
    </li>
  )
}

function EvaluationRow({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const progress = useNow((nowMs) => describeEvaluationProgress(evaluation, nowMs))
  return (
    <li>
      <div className="line">
        <Link to="/evaluations/$id" params={{ id: evaluation.id }} className="row-link-plain">
          {nameEvaluation(evaluation)}{' '}
          <span className="light">against {nameOpponent(evaluation.baseline)}</span>
        </Link>
        <Chip tone={workTones[evaluation.state]}>{evaluation.state}</Chip>
      </div>
      <p className="dim">{progress}</p>
      <Progress ratio={evaluationRatio(evaluation)} label={`Evaluation of ${nameEvaluation(evaluation)}`} />
    </li>
  )
}

/** The last verdicts in words. */
export function LatestVerdicts({ evaluations }: { evaluations: readonly Evaluation[] }): ReactNode {
  const judged = evaluations.filter(({ comparison }) => comparison !== null).slice(0, verdictsShown)
  if (judged.length === 0) {
    return <p className="dim">No verdict yet. The first evaluation of a policy gives one.</p>
  }
  return (
    <ul className="row-list">
      {judged.map((evaluation) => (
        <li key={evaluation.id}>
          <div className="line">
            <Link to="/evaluations/$id" params={{ id: evaluation.id }} className="row-link-plain">
              {nameEvaluation(evaluation)}{' '}
              <span className="light">
                <Ago at={evaluation.endedAt ?? evaluation.createdAt} />
              </span>
            </Link>
            {evaluation.verdict !== null && <VerdictChip verdict={evaluation.verdict} />}
          </div>
          <p className="dim">{evaluation.comparison?.sentence}</p>
        </li>
      ))}
    </ul>
  )
}
