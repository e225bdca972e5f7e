import { type Check, outcomesOf } from './check.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import { toShellWord } from './shell-word.ts'

const { ok, warning, broken } = outcomesOf('cluster', 'database files')
const elsewhere = 'choose another directory to begin anew: `./tars up --data DIR`'

/** Whether the files of the embedded database can be started, and what the next start does about them when not. */
export function checkCluster(facts: ClusterFacts): Check {
  const { directory, pointer, state, major, hasSecrets, unfinished } = facts
  const remains =
    unfinished.length > 0 ? '; the remains of an interrupted start are removed by the next one' : ''
  switch (state.kind) {
    case 'absent':
      return pointer === undefined
        ? ok(`none yet; the first start makes them in ${directory}${remains}`)
        : lost(facts)
    case 'unfinished':
      return warning({
        found: `${directory} holds a database whose making was interrupted; nobody's data were ever in it`,
        why: 'No server can be started from it.',
        mend: 'Nothing needs to be done: `./tars up` moves it aside, deletes nothing, and makes a new one.',
      })
    case 'foreign':
      return broken({
        found: `${directory} holds other files and no database`,
        why: 'T.A.R.S. makes its database in a folder of its own only, so that it can never harm what is there.',
        mend: `Move them away: \`mv ${toShellWord(directory)} ${toShellWord(`${directory}.other`)}\`; or ${elsewhere}.`,
      })
    case 'damaged':
      return broken({
        found: `${directory} holds databases but lacks ${state.lacks}`,
        why: 'Without it no server starts; a new database in its place would be an empty one.',
        mend: `Restore ${directory} from a backup, or ${elsewhere}.`,
      })
    case 'unreadable':
      return broken({
        found: `${directory} cannot be read: ${state.message}`,
        why: 'It belongs to another account, and PostgreSQL runs a database only as the account that owns it.',
        mend: `Start T.A.R.S. as the account that made it, or ${elsewhere}.`,
      })
    case 'complete':
      if (state.major !== major) return otherMajor(facts, state.major)
      if (!hasSecrets) return withoutSecrets(facts)
      return ok(`PostgreSQL ${major} in ${directory}${remains}`)
  }
}

function lost({ directory, pointer }: ClusterFacts): Check {
  return broken({
    found: `${pointer} says that the database is in ${directory}, but there is none`,
    why: 'Without it everything that was trained is missing; the disk that holds it may not be mounted.',
    mend: `Mount or restore ${directory}, or ${elsewhere}.`,
  })
}

function otherMajor({ directory, major }: ClusterFacts, found: string): Check {
  return broken({
    found: `${directory} is a database of PostgreSQL ${found}; this T.A.R.S. brings PostgreSQL ${major}`,
    why: 'PostgreSQL reads the files of its own major version only.',
    mend: `Start it with the version of T.A.R.S. that made it and export its data, or ${elsewhere}.`,
  })
}

function withoutSecrets({ directory }: ClusterFacts): Check {
  return broken({
    found: `${directory} is a database, but secrets.json, which holds its password, is not beside it`,
    why: 'Nobody can sign in to the database without its password.',
    mend: `Restore secrets.json from a backup, or ${elsewhere}.`,
  })
}
