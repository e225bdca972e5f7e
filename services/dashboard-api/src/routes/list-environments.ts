import { listEnvironments as knownEnvironments, listPresets } from '@tars/reinforcement'

/** The environments there are, with the names of their presets, the default first. */
export async function listEnvironments() {
  const items = knownEnvironments().map(({ description }) => ({
    ...description,
    title: description.id.replace(/-v\d+$/, ''),
    presets: listPresets(description.id).map(({ name }) => name),
  }))
  return { items }
}
