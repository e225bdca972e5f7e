/** Whether each of some queries has been read or has failed once: what arrived later would move what is there. */
export function haveSettled(parts: readonly { isPending: boolean; errorUpdateCount: number }[]): boolean {
  return parts.every(({ isPending, errorUpdateCount }) => !isPending || errorUpdateCount > 0)
}
