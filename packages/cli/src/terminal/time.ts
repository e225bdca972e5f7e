const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** A length of time in its two largest units: 0.42 → `0.4 s`, 75 → `1 min 15 s`, 7300 → `2 h 1 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < hour) return `${Math.floor(whole / minute)} min ${whole % minute} s`
  if (whole < day) return `${Math.floor(whole / hour)} h ${Math.floor((whole % hour) / minute)} min`
  return `${Math.floor(whole / day)} d ${Math.floor((whole % day) / hour)} h`
}

/** How long ago a moment was, in its largest unit: `3 min ago`; `now` within a second; `–` where there is none. */
export function formatAge(instant: string | null, nowMs: number): string {
  if (instant === null) return '–'
  const seconds = Math.floor((nowMs - Date.parse(instant)) / 1000)
  if (seconds < 1) return 'now'
  if (seconds < minute) return `${seconds} s ago`
  if (seconds < hour) return `${Math.floor(seconds / minute)} min ago`
  if (seconds < day) return `${Math.floor(seconds / hour)} h ago`
  return `${Math.floor(seconds / day)} d ago`
}

/** A moment on the reader's clock: `14:03:07.250` when it is of today, else with its date, `2026-01-31 14:03:07`. */
export function formatClock(instant: string, nowMs: number): string {
  const moment = new Date(instant)
  const clock = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits).join(':')
  if (moment.toDateString() === new Date(nowMs).toDateString()) {
    return `${clock}.${String(moment.getMilliseconds()).padStart(3, '0')}`
  }
  return `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())} ${clock}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
