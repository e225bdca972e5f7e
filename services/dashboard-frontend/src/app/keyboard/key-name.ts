const names: Readonly<Record<string, string>> = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→' }

/** What is printed on a key, from the name that a browser gives it: `Space` for a blank, `←` for `ArrowLeft`. */
export function nameKey(key: string): string {
  return names[key] ?? key
}
