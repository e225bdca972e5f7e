import type { ComparedPair, ComparedPolicy, PolicyComparison } from '@tars/contracts'
import type { Paint } from './terminal/colour.ts'
import { formatDifference, formatInterval, formatRatio, formatValue } from './terminal/number.ts'
import { type Column, renderTable } from './terminal/table.ts'
import { wrap } from './terminal/text.ts'
import { renderSentence } from './terminal/verdict.ts'

type Section = PolicyComparison['environments'][number]

const columns: readonly Column[] = [
  { title: 'policy', shrinksTo: 24 },
  { title: 'iqm', align: 'right' },
  { title: '95 %', align: 'right' },
  { title: 'mean', align: 'right', leaves: 2 },
  { title: 'solved', align: 'right', leaves: 3 },
  { title: 'evaluation', leaves: 1 },
]

/**
 * Policies side by side: environment by environment their scores, then each pair with its verdict in words, at last the
 * hyper-parameters that differ – in lines of at most `width` columns.
 */
export function renderComparison(comparison: PolicyComparison, width: number, paint: Paint): string[] {
  const sections = comparison.environments.map((section) => renderSection(section, comparison, width, paint))
  const lines = sections.flatMap((section, index) => (index === 0 ? section : ['', ...section]))
  return [...lines, ...renderConfiguration(comparison, width, paint)]
}

function renderSection(section: Section, { suite }: PolicyComparison, width: number, paint: Paint): string[] {
  const headline = `${section.environment}: ${suite.episodes} episodes, suite seed ${suite.seed}, ${suite.mode}`
  const names = new Map(section.policies.map((policy) => [policy.policyId, nameOf(policy)]))
  return [
    ...wrap(headline, width).map((text) => paint({ text, tone: 'strong' })),
    '',
    ...renderTable(columns, section.policies.map(cellsOf), width, paint),
    ...section.pairs.flatMap((pair) => renderPair(pair, names, width, paint)),
  ]
}

function cellsOf(policy: ComparedPolicy): string[] {
  const { score, iqmInterval95, evaluationId, isBaseline } = policy
  return [
    `${nameOf(policy)}${isBaseline ? ' (baseline)' : ''}`,
    formatValue(score?.iqm),
    formatInterval(iqmInterval95),
    formatValue(score?.mean),
    formatRatio(score?.successRatio ?? null),
    evaluationId ?? '–',
  ]
}

function renderPair(
  pair: ComparedPair,
  names: ReadonlyMap<string, string>,
  width: number,
  paint: Paint,
): string[] {
  const { firstPolicyId, secondPolicyId, difference, interval95, probabilityOfImprovement } = pair
  const facts = `difference ${formatDifference(difference)}, 95 % ${formatInterval(interval95)}, probability of improvement ${formatRatio(probabilityOfImprovement)}`
  return [
    '',
    ...wrap(`${names.get(firstPolicyId)} against ${names.get(secondPolicyId)}`, width),
    ...renderSentence(pair.verdict, pair.sentence, width, paint),
    ...wrap(facts, width),
  ]
}

function renderConfiguration({ configuration, environments }: PolicyComparison, width: number, paint: Paint) {
  if (configuration.length === 0) return []
  const policies = environments.flatMap((section) => section.policies)
  const titles = policies.map((policy): Column => ({ title: nameOf(policy), align: 'right', shrinksTo: 8 }))
  const rows = configuration.map(({ name, values }) => [
    name,
    ...policies.map(({ policyId }) => (values[policyId] === undefined ? '–' : describe(values[policyId]))),
  ])
  return ['', ...renderTable([{ title: 'what differs', shrinksTo: 12 }, ...titles], rows, width, paint)]
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function nameOf({ agent, version }: ComparedPolicy): string {
  return `${agent} v${version}`
}
