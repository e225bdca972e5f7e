import { cancelEvaluation } from '../routes/cancel-evaluation.ts'
import { comparePolicies } from '../routes/compare-policies.ts'
import { createEvaluation } from '../routes/create-evaluation.ts'
import { listEpisodes } from '../routes/list-episodes.ts'
import { listEvaluations } from '../routes/list-evaluations.ts'
import { listInsights } from '../routes/list-insights.ts'
import { listVerifications } from '../routes/list-verifications.ts'
import { readEvaluation } from '../routes/read-evaluation.ts'
import { readVerification } from '../routes/read-verification.ts'
import { replayEpisode } from '../routes/replay-episode.ts'
import { resumeEvaluation } from '../routes/resume-evaluation.ts'
import { verifyEvaluation } from '../routes/verify-evaluation.ts'
import type { OperationsOf } from './operations-of.ts'

/** What the operations of evaluations, of what repeats and compares them, and of insights use. */
export type EvaluationUses = Parameters<typeof createEvaluation>[0] &
  Parameters<typeof listEvaluations>[0] &
  Parameters<typeof comparePolicies>[0] &
  Parameters<typeof replayEpisode>[0]

/** The operations of evaluations, of what repeats and compares them, and of insights. */
export function createEvaluationOperations(
  uses: EvaluationUses,
): OperationsOf<'evaluations' | 'verifications' | 'comparisons' | 'insights'> {
  return {
    'evaluations.create': (call) => createEvaluation(uses, call),
    'evaluations.list': (call) => listEvaluations(uses, call),
    'evaluations.read': (call) => readEvaluation(uses, call),
    'evaluations.cancel': (call) => cancelEvaluation(uses, call),
    'evaluations.resume': (call) => resumeEvaluation(uses, call),
    'evaluations.episodes': (call) => listEpisodes(uses, call),
    'evaluations.replay': (call) => replayEpisode(uses, call),
    'evaluations.verify': (call) => verifyEvaluation(uses, call),
    'verifications.list': (call) => listVerifications(uses, call),
    'verifications.read': (call) => readVerification(uses, call),
    'comparisons.read': (call) => comparePolicies(uses, call),
    'insights.list': (call) => listInsights(uses, call),
  }
}
