/** How the search for what a choice offers stands. */
export interface ChoiceSearch {
  data: unknown
  isError: boolean
  isPlaceholderData: boolean
}

/** What a choice says when it has nothing to offer: that it cannot look, that it still looks, or that there is none. */
export function describeNothingFound(
  { data, isError, isPlaceholderData }: ChoiceSearch,
  isTyping: boolean,
  none: string,
): string {
  if (isTyping || isPlaceholderData) return 'Searching'
  if (data !== undefined) return none
  return isError ? 'Cannot be read now' : 'Searching'
}
