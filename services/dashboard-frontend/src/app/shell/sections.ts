/** A page of a section, with its address. */
export interface SectionPage {
  title: string
  to:
    | '/trainings'
    | '/environments'
    | '/evaluations'
    | '/policies'
    | '/agents'
    | '/compare'
    | '/release'
    | '/insights'
    | '/system'
}

/** The four questions that the dashboard answers, and the pages that answer each. */
export const sections = [
  {
    name: 'Train',
    asks: 'What is learning now, and how well?',
    pages: [
      { title: 'Trainings', to: '/trainings' },
      { title: 'Environments', to: '/environments' },
    ],
  },
  {
    name: 'Assess',
    asks: 'Is this policy better than what we have, and how sure are we?',
    pages: [
      { title: 'Evaluations', to: '/evaluations' },
      { title: 'Policies', to: '/policies' },
      { title: 'Agents', to: '/agents' },
      { title: 'Compare', to: '/compare' },
    ],
  },
  {
    name: 'Release',
    asks: 'What is going out, and is it safe?',
    pages: [{ title: 'Release', to: '/release' }],
  },
  {
    name: 'Sustain',
    asks: 'Is everything well, and what needs me?',
    pages: [
      { title: 'Insights', to: '/insights' },
      { title: 'System', to: '/system' },
    ],
  },
] as const satisfies readonly { name: string; asks: string; pages: readonly SectionPage[] }[]

/** The name of a section. */
export type SectionName = (typeof sections)[number]['name']

/** The section that an address belongs to; undefined for the overview and for addresses of nothing. */
export function sectionOf(path: string): (typeof sections)[number] | undefined {
  return sections.find(({ pages }) => pages.some(({ to }) => path === to || path.startsWith(`${to}/`)))
}
