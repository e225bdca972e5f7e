import type { ExportTable } from '../charts/export-tables.ts'
import type { NamedPolicy } from './named-policy.ts'

/** The interquartile means of policies with their intervals, a row for each policy. */
export function intervalTable(policies: readonly NamedPolicy[]): ExportTable {
  return {
    names: ['policy', 'policyId', 'evaluationId', 'iqm', 'iqmLow95', 'iqmHigh95', 'mean'],
    columns: [
      policies.map(({ name }) => name),
      policies.map(({ policyId }) => policyId),
      policies.map(({ evaluationId }) => evaluationId),
      policies.map(({ score }) => score?.iqm ?? null),
      policies.map(({ iqmInterval95 }) => iqmInterval95?.[0] ?? null),
      policies.map(({ iqmInterval95 }) => iqmInterval95?.[1] ?? null),
      policies.map(({ score }) => score?.mean ?? null),
    ],
  }
}

/** The performance profiles of policies, a row for each threshold and a column for each policy. */
export function profileTable(policies: readonly NamedPolicy[], thresholds: readonly number[]): ExportTable {
  return {
    names: ['return', ...policies.map(({ name }) => name)],
    columns: [
      [...thresholds],
      ...policies.map(({ profile }) => thresholds.map((_, i) => profile?.[i] ?? null)),
    ],
  }
}
