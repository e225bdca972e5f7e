import { apiPrefix, type Route, routes } from '@tars/contracts'

const paths = (Object.values(routes) as Route[]).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${apiPrefix}${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}))

/** The methods that a path answers to, HEAD included wherever there is GET; empty when there is no such path. */
export function listAllowedMethods(path: string): string[] {
  const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods
}
