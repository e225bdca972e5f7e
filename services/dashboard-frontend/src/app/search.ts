import { type CurveAxis, curveAxes } from './charts/curve.ts'

// The router puts what is read here over the raw address: what is refused must be there as undefined to be gone.

/** Reads the address of an evaluation: the episode that is looked at, if any. */
export function readEpisodeSearch(search: Record<string, unknown>): { episode?: number | undefined } {
  const episode = Number(search.episode)
  const given = search.episode !== undefined && search.episode !== ''
  return given && Number.isInteger(episode) && episode >= 0 && episode < 10_000
    ? { episode }
    : { episode: undefined }
}

/** Reads the address of a training: what its charts run along; undefined is their steps. */
export function readCurveSearch(search: Record<string, unknown>): { axis?: CurveAxis | undefined } {
  return { axis: curveAxes.find((axis) => axis === search.axis && axis !== 'steps') }
}

/** Reads the address of the sign-in page: where to go afterwards, only ever a path of this platform. */
export function readSignInSearch(search: Record<string, unknown>): { to?: string | undefined } {
  const to = text(search.to)
  return to !== undefined && /^\/(?![/\\])/.test(to) && !/^\/(sign-in|setup)\b/.test(to)
    ? { to }
    : { to: undefined }
}

/** The one-time token in the fragment of a setup link; undefined where there is none. */
export function readSetupToken(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token')
  return token === null || token === '' || token.length > 256 ? undefined : token
}

function text(value: unknown): string | undefined {
  return (typeof value === 'string' || typeof value === 'number') && value !== ''
    ? String(value).slice(0, 2_000)
    : undefined
}
