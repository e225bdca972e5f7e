import { countOf, formatCount } from './quantity.ts'

/** How many entries a list shows, and whether there are more: `100 trainings loaded, more below`. */
export function describeCount(
  count: number,
  [singular, plural]: readonly [singular: string, plural: string],
  more: 'none' | 'below' | 'too many',
): string {
  const counted = countOf(count, singular, plural)
  if (more === 'below') return `${counted} loaded, more below`
  if (more === 'too many') return `The newest ${formatCount(count)} ${plural}; filter to find older ones`
  return count < 2 ? counted : `All ${counted}`
}
