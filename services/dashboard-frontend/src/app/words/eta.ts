import type { Evaluation, Training } from '@tars/contracts'

/** Seconds until a training has made its steps at its present rate; null while nothing is known or it does not run. */
export function trainingEtaSeconds(training: Training): number | null {
  const { progress, state, steps } = training
  if (state !== 'running' || progress === null || progress.stepsPerSecond <= 0) return null
  return Math.max(0, steps - progress.steps) / progress.stepsPerSecond
}

/** Seconds until an evaluation has played its episodes at its mean rate so far; null while nothing is known. */
export function evaluationEtaSeconds(evaluation: Evaluation, nowMs: number): number | null {
  const { episodesDone, episodesTotal, startedAt, state } = evaluation
  if (state !== 'running' || startedAt === null || episodesDone === 0) return null
  const elapsedSeconds = Math.max(0, nowMs - Date.parse(startedAt)) / 1_000
  return (elapsedSeconds / episodesDone) * Math.max(0, episodesTotal - episodesDone)
}

/** The share of its steps that a training has made, 0–1. */
export function trainingRatio(training: Training): number {
  return Math.min(1, (training.progress?.steps ?? 0) / training.steps)
}

/** The share of its episodes that an evaluation has played, 0–1. */
export function evaluationRatio(evaluation: Evaluation): number {
  return evaluation.episodesTotal === 0 ? 0 : Math.min(1, evaluation.episodesDone / evaluation.episodesTotal)
}
