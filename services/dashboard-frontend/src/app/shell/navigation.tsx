import { IconFlask, IconHeartbeat, IconRocket, IconScale } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type SectionName, sectionOf, sections } from './sections.ts'

const icons: Readonly<Record<SectionName, typeof IconFlask>> = {
  Train: IconFlask,
  Assess: IconScale,
  Release: IconRocket,
  Sustain: IconHeartbeat,
}

/** The four sections: in the bar on wide screens, at the bottom on narrow ones. */
export function Navigation(): ReactNode {
  const current = sectionOf(useLocation().pathname)
  return (
    <nav className="sections" aria-label="Sections">
      {sections.map((section) => {
        const Icon = icons[section.name]
        const isCurrent = section === current
        return (
          <Link
            key={section.name}
            to={section.pages[0].to}
            title={section.asks}
            data-current={isCurrent || undefined}
            aria-current={isCurrent ? 'true' : undefined}
          >
            <Icon size={20} stroke={1.5} aria-hidden="true" />
            {section.name}
          </Link>
        )
      })}
    </nav>
  )
}

/** The pages of the present section. */
export function SectionTabs(): ReactNode {
  const { pathname } = useLocation()
  const section = sectionOf(pathname)
  if (section === undefined) return null
  return (
    <nav className="tabs" aria-label={section.name}>
      {section.pages.map(({ title, to }) => {
        const isCurrent = pathname === to || pathname.startsWith(`${to}/`)
        return (
          <Link
            key={to}
            to={to}
            data-current={isCurrent || undefined}
            aria-current={pathname === to ? 'page' : isCurrent ? 'true' : undefined}
          >
            {title}
          </Link>
        )
      })}
    </nav>
  )
}
