import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { sessionKey, sessionQuery } from '../api/session-queries.ts'
import { headingFocus } from '../components/heading-focus.ts'
import { PageSkeleton } from '../components/skeletons.tsx'
import type { Shortcut } from '../keyboard/shortcuts.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { LiveProvider } from '../live/live-provider.tsx'
import { tryAgain, tryAgainMs } from '../live/try-again.ts'
import { useConnection, useLive } from '../live/use-live.ts'
import { AccountMenu } from './account-menu.tsx'
import { ColourSchemeSwitch } from './colour-scheme-switch.tsx'
import { ConnectionIndicator } from './connection-indicator.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { Navigation, SectionTabs } from './navigation.tsx'
import { contentId, SkipLink } from './skip-link.tsx'
import { StaleNotice } from './stale-notice.tsx'

/** Everything around a page: navigation, connection, account and keyboard; without a session it leads to sign-in. */
export function Shell(): ReactNode {
  const session = useQuery(sessionQuery)
  const [helping, setHelping] = useState(false)
  useNavigationKeys(() => setHelping(true))
  useHeadingFocus()
  useWayOut(session.data === null)
  if (session.data === null) return <PageSkeleton />
  return (
    <LiveProvider>
      <LiveLists />
      <SkipLink />
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
      <div id={contentId} tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </div>
      <StaleNotice />
      <KeyboardHelp opened={helping} onClose={() => setHelping(false)} />
    </LiveProvider>
  )
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** On the sign-in page: whoever is led there was signed in until now. */
    hasSessionEnded?: boolean
  }
}

/** Once nobody is signed in any more, the sign-in page takes the place of the page, says why, and leads back to it. */
function useWayOut(isLost: boolean): void {
  const router = useRouter()
  useEffect(() => {
    if (!isLost) return
    const to = router.state.location.href
    void router.navigate({ to: '/sign-in', search: { to }, state: { hasSessionEnded: true }, replace: true })
  }, [isLost, router])
}

/**
 * The lists are followed all the time, and what could not be read is tried again; a connection that is refused for good makes
 * the page ask who is signed in.
 */
function LiveLists(): ReactNode {
  const queries = useQueryClient()
  const { phase } = useConnection()
  useEffect(() => {
    if (phase === 'closed') void queries.invalidateQueries({ queryKey: sessionKey })
  }, [phase, queries])
  useEffect(() => {
    const timer = setInterval(() => void tryAgain(queries), tryAgainMs)
    return () => clearInterval(timer)
  }, [queries])
  useLive('trainings')
  useLive('evaluations')
  useLive('policies')
  useLive('insights')
  return null
}

/** Whoever goes to another page by keyboard or with a screen reader begins at its heading. */
function useHeadingFocus(): void {
  const router = useRouter()
  useEffect(
    () => router.subscribe('onBeforeNavigate', ({ pathChanged }) => pathChanged && headingFocus.await()),
    [router],
  )
}

function useNavigationKeys(onHelp: () => void): void {
  const navigate = useNavigate()
  useShortcuts((shortcut: Shortcut) => {
    if (shortcut.act === 'go') void navigate({ to: shortcut.to })
    else if (shortcut.act === 'help') onHelp()
    else document.querySelector<HTMLElement>('[data-filter]')?.focus()
  })
}
