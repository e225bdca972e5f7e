export {
  type ActionAnswer,
  type Agent,
  type Approval,
  agentSchema,
  approvalSchema,
  observationsMax,
} from './agent.ts'
export { type Operation, routes } from './api.ts'
export { type CallInput, type CallOutput, type Client, type ClientUses, createClient } from './client.ts'
export { readConfiguration } from './configuration.ts'
export {
  type EnvironmentDescription,
  environmentSchema,
  type Preview,
  type Shape,
  shapeSchema,
} from './environment.ts'
export { type ErrorCode, errorCatalogue, type FieldProblem, TarsError } from './error.ts'
export {
  type ActionMode,
  actionModeSchema,
  type Comparison,
  comparisonSchema,
  type Episode,
  type Evaluation,
  type EvaluationRequest,
  type EvaluationState,
  episodeSchema,
  evaluationEpisodesMax,
  evaluationRequestSchema,
  evaluationSchema,
  evaluationStateSchema,
  type Opponent,
  opponentSchema,
  type Receipt,
  receiptSchema,
  type Score,
  scoreSchema,
  type Verdict,
  verdictSchema,
} from './evaluation.ts'
export {
  channelSchema,
  channelsOf,
  type EventData,
  type EventKind,
  eventSchemas,
  type TarsEvent,
} from './event.ts'
export { type Id, idSchema, instantSchema, nameSchema, seedSchema } from './id.ts'
export { type Insight, insightKindSchema, insightSchema, insightSeveritySchema } from './insight.ts'
export {
  type ClientFrame,
  clientFrameBytesMax,
  clientFrameSchema,
  closeCodes,
  heartbeatMs,
  livePath,
  liveProtocol,
  type ServerFrame,
  serverFrameSchema,
  socketsPerLoginMax,
  subscriptionsMax,
} from './live.ts'
export { type MetricDefinition, type MetricName, metricCatalogue } from './metric.ts'
export { describeApi } from './openapi.ts'
export { pageLimitMax } from './page.ts'
export { isAllowed, listPermissions, type Permission, type Role, roleSchema } from './permission.ts'
export { describeFault, findFaults, type PlatformFault } from './platform-fault.ts'
export { type Policy, policySchema } from './policy.ts'
export {
  type ComparedPair,
  type ComparedPolicy,
  comparedPoliciesMax,
  type PolicyComparison,
  policyComparisonSchema,
} from './policy-comparison.ts'
export { listProblems, type Problem, problemSchema } from './problem.ts'
export {
  type Promotion,
  type PromotionState,
  promotionSchema,
  promotionStateSchema,
} from './promotion.ts'
export { type Replay, replaySchema } from './replay.ts'
export { apiPrefix, pathOf, type Route, type RouteAccess, type RouteInputs } from './route.ts'
export { databaseConfiguration, serviceConfiguration } from './service-configuration.ts'
export {
  type LogLevel,
  type LogLine,
  logLevelSchema,
  logLineSchema,
  logLinesMax,
  type WrittenLevel,
  writtenLevels,
} from './service-log.ts'
export { type Principal, passwordLengthMin, principalSchema } from './session.ts'
export {
  type MigrationEntry,
  migrationSchema,
  type ServiceName,
  type ServiceStatus,
  type SystemStatus,
  serviceNames,
  serviceStatusSchema,
  systemStatusSchema,
} from './system.ts'
export {
  type Curve,
  curvePointsMax,
  curveSchema,
  curvesMax,
  type PpoConfiguration,
  ppoConfigurationSchema,
  type Training,
  type TrainingPoint,
  type TrainingRequest,
  type TrainingState,
  trainingPointSchema,
  trainingRequestSchema,
  trainingSchema,
  trainingStateSchema,
  trainingStepsMax,
} from './training.ts'
export {
  type EpisodeDifference,
  type ReceiptCheck,
  type Verification,
  verificationDifferencesMax,
  verificationSchema,
} from './verification.ts'
export { type Work, workSchema } from './work.ts'
