/** Who starts T.A.R.S., where its clone lies, and with which stock tools it installs. */
export interface MachineCase {
  readonly account: 'root' | 'plain user'
  /** Below a folder of mode 0700; in the home directory; in a path with spaces, a quote and an umlaut. */
  readonly place: 'closed folder' | 'home' | 'odd path'
  readonly node: 20 | 22 | 24
  readonly npm: 10 | 11
}

/** Factors whose combination decides something: who reaches what, what installs how, and whose npm writes where. */
export const pairsThatMatter = [
  ['account', 'place'],
  ['node', 'npm'],
  ['account', 'node'],
  ['account', 'npm'],
  ['place', 'npm'],
] as const satisfies (keyof MachineCase)[][]

/** The values of each factor. */
export const factors = {
  account: ['root', 'plain user'],
  place: ['closed folder', 'home', 'odd path'],
  node: [20, 22, 24],
  npm: [10, 11],
} as const

/** Six cases in which every pair that matters occurs. */
export const machineCases: readonly MachineCase[] = [
  { account: 'root', place: 'closed folder', node: 20, npm: 10 },
  { account: 'plain user', place: 'closed folder', node: 24, npm: 11 },
  { account: 'root', place: 'home', node: 22, npm: 11 },
  { account: 'plain user', place: 'home', node: 22, npm: 10 },
  { account: 'root', place: 'odd path', node: 24, npm: 10 },
  { account: 'plain user', place: 'odd path', node: 20, npm: 11 },
]
