import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { sessionQuery } from '../api/session-queries.ts'
import { PageSkeleton } from '../components/skeletons.tsx'
import type { ShortcutName } from '../keyboard/sequence.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { LiveProvider } from '../live/live-provider.tsx'
import { useLive } from '../live/use-live.ts'
import { AccountMenu } from './account-menu.tsx'
import { ColourSchemeSwitch } from './colour-scheme-switch.tsx'
import { ConnectionIndicator } from './connection-indicator.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { Navigation, SectionTabs } from './navigation.tsx'
import { sections } from './sections.ts'

/** Everything around a page: navigation, connection, account and keyboard; without a session it leads to sign-in. */
export function Shell(): ReactNode {
  const session = useQuery(sessionQuery)
  const [helping, setHelping] = useState(false)
  useNavigationKeys(() => setHelping(true))
  useWayOut(session.data === null)
  if (session.data === null) return <PageSkeleton />
  return (
    <LiveProvider>
      <LiveLists />
      <header className="bar">
        <Link to="/" className="wordmark" aria-label="T.A.R.S., overview">
          T.A.R.S.
        </Link>
        <Navigation />
        <div className="bar-end">
          <ConnectionIndicator />
          <ColourSchemeSwitch />
          {session.data && <AccountMenu principal={session.data} onHelp={() => setHelping(true)} />}
        </div>
      </header>
      <SectionTabs />
      <Suspense fallback={<PageSkeleton />}>
        <Outlet />
      </Suspense>
      <KeyboardHelp opened={helping} onClose={() => setHelping(false)} />
    </LiveProvider>
  )
}

/** Once nobody is signed in any more, the routes are entered again, and the first of them leads to sign-in. */
function useWayOut(isLost: boolean): void {
  const router = useRouter()
  useEffect(() => {
    if (isLost) void router.invalidate()
  }, [isLost, router])
}

function LiveLists(): ReactNode {
  useLive('trainings')
  useLive('evaluations')
  useLive('policies')
  useLive('insights')
  return null
}

function useNavigationKeys(onHelp: () => void): void {
  const navigate = useNavigate()
  useShortcuts((shortcut: ShortcutName) => {
    if (shortcut === 'This help') return onHelp()
    if (shortcut === 'Filter the list') return document.querySelector<HTMLElement>('[data-filter]')?.focus()
    const section = sections.find(({ name }) => name === shortcut)
    void navigate({ to: section?.pages[0].to ?? '/' })
  })
}
