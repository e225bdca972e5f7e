/** A page of a section, with its address. */
export interface SectionPage {
  title: string
  to: '/trainings' | '/evaluations' | '/policies' | '/release' | '/system' | '/insights'
}

/** The four questions that the dashboard answers, and the pages that answer each. */
export const sections = [
  { name: 'Train', pages: [{ title: 'Trainings', to: '/trainings' }] },
  {
    name: 'Assess',
    pages: [
      { title: 'Evaluations', to: '/evaluations' },
      { title: 'Policies', to: '/policies' },
    ],
  },
  { name: 'Release', pages: [{ title: 'Release', to: '/release' }] },
  {
    name: 'Sustain',
    pages: [
      { title: 'System', to: '/system' },
      { title: 'Insights', to: '/insights' },
    ],
  },
] as const satisfies readonly { name: string; pages: readonly SectionPage[] }[]

/** The name of a section. */
export type SectionName = (typeof sections)[number]['name']

/** The section that an address belongs to; undefined for the overview and for addresses of nothing. */
export function sectionOf(path: string): (typeof sections)[number] | undefined {
  return sections.find(({ pages }) => pages.some(({ to }) => path === to || path.startsWith(`${to}/`)))
}
