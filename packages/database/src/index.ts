export { type AgentFilter, configureAgent, ensureAgent, listAgents, readAgent } from './agents.ts'
export { hashSecret, type MintedApiKey, matchesSecret, mintApiKey, parseApiKey } from './api-key.ts'
export { type ApiKey, findApiKey, revokeApiKey, storeApiKey } from './api-keys.ts'
export { type AuditEntry, recordAudit } from './audit.ts'
export { readBaseline } from './baseline.ts'
export { forgetOldCheckpoints, readLatestCheckpoint, storeCheckpoint } from './checkpoints.ts'
export {
  connectDatabase,
  type Database,
  type DatabaseConfiguration,
  type DatabaseOptions,
  openDatabase,
} from './connect.ts'
export { listCurves } from './curves.ts'
export { describeSchema } from './describe-schema.ts'
export { listEpisodes, listPlayedEpisodes, type PlayedEpisode, readEpisode } from './episodes.ts'
export {
  cancelEvaluation,
  type EvaluationFilter,
  insertEvaluation,
  listEvaluations,
  type NewEvaluation,
  readBaselineScore,
  readEvaluation,
  resumeEvaluation,
  type Side,
  storeScore,
  storeVerdict,
} from './evaluations.ts'
export { giveUpEvaluation } from './give-up-evaluation.ts'
export { hashNumbers } from './hash-numbers.ts'
export { createId } from './id.ts'
export { type InsightFilter, listInsights, storeInsight } from './insights.ts'
export { listMigrations } from './list-migrations.ts'
export type { Listener } from './listen.ts'
export { type MigrateOptions, migrate, readMigrationStatus } from './migrate.ts'
export type { PageOptions } from './page.ts'
export {
  listPolicies,
  type NewPolicy,
  type PolicyFilter,
  readPolicy,
  readPolicyFile,
  storePolicy,
} from './policies.ts'
export { promotePolicy } from './promote-policy.ts'
export { announcePromotion, type PromotionOutcome, type PromotionRefusal } from './promotion-outcome.ts'
export {
  approveAutomatically,
  approvePromotion,
  type Decision,
  listPromotions,
  type PromotionFilter,
  type Proposal,
  proposePromotion,
  readPromotion,
  rejectPromotion,
  wasRejected,
} from './promotions.ts'
export { rollBackAgent } from './roll-back-agent.ts'
export { beginRun, completeRun, countOpenRuns, failRun, type RunOrder } from './runs.ts'
export { createSession, findSession, revokeSession, revokeSessionsOf, type Session } from './sessions.ts'
export { consumeSetupLink, createSetupLink } from './setup-links.ts'
export type { Sql } from './sql.ts'
export { lockStuckEvaluations, type StuckEvaluation } from './stuck-evaluations.ts'
export { listSuiteEvaluations, type Suite, type SuiteEvaluation } from './suite.ts'
export {
  cancelTraining,
  completeTraining,
  failTraining,
  type Held,
  insertTraining,
  listTrainingPoints,
  listTrainings,
  type NewTraining,
  readTraining,
  readTrainingOrder,
  recordProgress,
  resumeTraining,
  type TrainingFilter,
} from './trainings.ts'
export { countAdministrators, findUser, saveAdministrator, type User } from './users.ts'
export {
  beginVerification,
  completeVerification,
  failVerification,
  findOpenVerification,
  insertVerification,
  listVerifications,
  type NewVerification,
  readVerification,
  recordVerificationProgress,
  type VerificationOrder,
  type VerificationResult,
} from './verifications.ts'
export { readWork } from './work.ts'
