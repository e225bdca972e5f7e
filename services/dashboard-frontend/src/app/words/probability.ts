const words: readonly (readonly [from: number, words: string])[] = [
  [0.99, 'practically always'],
  [0.9, 'nearly always'],
  [0.7, 'most of the time'],
  [0.55, 'more often than not'],
  [0.45, 'about as often as not'],
  [0.3, 'less often than not'],
  [0.1, 'seldom'],
  [0.01, 'hardly ever'],
]

/** How often something with a probability (0–1) happens, in words for a newcomer: `most of the time`. */
export function describeProbability(probability: number): string {
  return words.find(([from]) => probability >= from)?.[1] ?? 'practically never'
}
