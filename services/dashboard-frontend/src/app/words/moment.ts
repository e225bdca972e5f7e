import { formatDuration } from './duration.ts'

/** How long ago a moment was, in words: `just now`, `3 min ago`, `2 d ago`; ahead of the clock counts as just now. */
export function formatAgo(iso: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(iso)) / 1_000
  if (seconds < 5) return 'just now'
  const [largest] = formatDuration(coarse(seconds)).split(' ')
  return `${largest} ago`
}

function coarse(seconds: number): number {
  const unit = [86_400, 3_600, 60].find((each) => seconds >= each) ?? 1
  return Math.floor(seconds / unit) * unit
}

/** The exact moment in the viewer's time zone, which it names: `23 Nov 2026, 14:05:09 CET`. */
export function formatExact(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(iso))
}

/** The time of day of a moment in the viewer's time zone: `14:05:09`. */
export function formatClock(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeStyle: 'medium',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(iso))
}

/** Seconds between two moments, or until now while the second is not reached. */
export function secondsBetween(from: string, to: string | null, nowMs: number): number {
  return Math.max(0, ((to === null ? nowMs : Date.parse(to)) - Date.parse(from)) / 1_000)
}
