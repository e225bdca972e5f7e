export { ensureAgent, listAgents } from './agents.ts'
export { hashSecret, type MintedApiKey, matchesSecret, mintApiKey, parseApiKey } from './api-key.ts'
export { type ApiKey, findApiKey, revokeApiKey, storeApiKey } from './api-keys.ts'
export { type AuditEntry, recordAudit } from './audit.ts'
export { readLatestCheckpoint, storeCheckpoint } from './checkpoints.ts'
export { connectDatabase, type Database, type DatabaseOptions } from './connect.ts'
export { describeSchema } from './describe-schema.ts'
export { listEpisodes, listPlayedEpisodes, type PlayedEpisode, readEpisode } from './episodes.ts'
export {
  cancelEvaluation,
  failEvaluation,
  insertEvaluation,
  listEvaluations,
  type NewEvaluation,
  readBaselineScore,
  readEvaluation,
  type Side,
  storeScore,
  storeVerdict,
} from './evaluations.ts'
export { createId } from './id.ts'
export { listInsights, storeInsight } from './insights.ts'
export type { Listener } from './listen.ts'
export { type MigrateOptions, migrate, readMigrationStatus } from './migrate.ts'
export type { PageOptions } from './page.ts'
export { listPolicies, type NewPolicy, readPolicy, readPolicyFile, storePolicy } from './policies.ts'
export { promotePolicy, readBaseline } from './promotions.ts'
export { beginRun, completeRun, countOpenRuns, failRun, type RunOrder } from './runs.ts'
export { createSession, findSession, revokeSession, revokeSessionsOf, type Session } from './sessions.ts'
export { consumeSetupLink, createSetupLink } from './setup-links.ts'
export type { Sql } from './sql.ts'
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
} from './trainings.ts'
export { countAdministrators, findUser, saveAdministrator, type User } from './users.ts'
