import { type SectionPage, sections } from '../shell/sections.ts'

/** Keys pressed one after the other, what they do in words, and what is to happen. */
export type Shortcut = { keys: readonly string[]; does: string } & (
  | { act: 'go'; to: SectionPage['to'] | '/' }
  | { act: 'search' | 'help' }
)

/** Every shortcut of the pages: `g` and the first letter of a section lead to it. */
export const shortcuts: readonly Shortcut[] = [
  ...sections.map(
    ({ name, pages }): Shortcut => ({
      keys: ['g', name.charAt(0).toLowerCase()],
      does: name,
      act: 'go',
      to: pages[0].to,
    }),
  ),
  { keys: ['g', 'o'], does: 'Overview', act: 'go', to: '/' },
  { keys: ['/'], does: 'Search on this page', act: 'search' },
  { keys: ['?'], does: 'This help', act: 'help' },
]
