import type { Comparison, Episode, Policy, Promotion, Training, TrainingPoint } from '@tars/contracts'
import { measurements } from './curve-charts.ts'
import { type Bin, histogram } from './histogram.ts'

/** Named columns `[columns][rows]`, as an export holds them. */
export interface ExportTable {
  names: readonly string[]
  columns: readonly (readonly (number | string | null)[])[]
}

/** The difference to the baseline with its interval and margin, in one row. */
export function differenceTable({ difference, interval95, margin, episodes }: Comparison): ExportTable {
  return {
    names: ['difference', 'low95', 'high95', 'margin', 'episodes'],
    columns: [[difference], [interval95?.[0] ?? null], [interval95?.[1] ?? null], [margin], [episodes]],
  }
}

/** Every episode with its seed and both returns, a row each. */
export function episodeTable(episodes: readonly Episode[]): ExportTable {
  return {
    names: ['episode', 'seed', 'return', 'baselineReturn', 'length'],
    columns: [
      episodes.map(({ index }) => index),
      episodes.map(({ seed }) => seed),
      episodes.map((episode) => episode.return),
      episodes.map(({ baselineReturn }) => baselineReturn),
      episodes.map(({ length }) => length),
    ],
  }
}

/** Every measurement of a training, a row for each point. */
export function curveTable(points: readonly TrainingPoint[]): ExportTable {
  return {
    names: measurements,
    columns: measurements.map((measurement) => points.map((point) => point[measurement])),
  }
}

/** The name of a file about a training: several of one agent are told apart by their seeds, and of one seed by their ids. */
export function nameCurveFile(
  { agent, seed, id }: Pick<Training, 'agent' | 'seed' | 'id'>,
  what: string,
): string {
  return `${agent}-seed-${seed}-${id.slice(-8)}-${what}`
}

/** The versions of an agent, oldest first, with the times at which each became the baseline, or became it again. */
export function lineageTable(policies: readonly Policy[], promotions: readonly Promotion[]): ExportTable {
  const versions = policies.toSorted((a, b) => a.version - b.version)
  const timesOf = (kind: Promotion['kind']) =>
    versions.map(({ id }) =>
      promotions
        .filter((each) => each.policyId === id && each.kind === kind && each.state === 'approved')
        .map(({ decidedAt }) => decidedAt)
        .join(' '),
    )
  return {
    names: ['version', 'policyId', 'createdAt', 'isBaseline', 'promotedAt', 'rolledBackToAt'],
    columns: [
      versions.map(({ version }) => version),
      versions.map(({ id }) => id),
      versions.map(({ createdAt }) => createdAt),
      versions.map(({ isBaseline }) => (isBaseline ? 'yes' : 'no')),
      timesOf('promotion'),
      timesOf('rollback'),
    ],
  }
}

/** The bins of both distributions, a row each. */
export function binTable(episodes: readonly Episode[]): ExportTable {
  const bins = returnBins(episodes)
  return {
    names: ['from', 'to', 'policyEpisodes', 'baselineEpisodes'],
    columns: [
      bins.map(({ from }) => from),
      bins.map(({ to }) => to),
      bins.map(({ counts }) => counts[0] ?? 0),
      bins.map(({ counts }) => counts[1] ?? 0),
    ],
  }
}

/** The returns of the policy and of its baseline, counted in the same bins. */
export function returnBins(episodes: readonly Episode[]): Bin[] {
  const baseline = episodes.map(({ baselineReturn }) => baselineReturn).filter((value) => value !== null)
  return histogram([episodes.map((episode) => episode.return), baseline])
}
