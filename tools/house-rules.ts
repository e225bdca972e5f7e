import type { Finding } from './finding.ts'
import { findStrayBarrels } from './rules/barrels.ts'
import { findCycles } from './rules/cycles.ts'
import { findDeadFiles } from './rules/dead-files.ts'
import { findUndeclaredImports } from './rules/declared-imports.ts'
import { findMissingDocstrings } from './rules/docstrings.ts'
import { findBrokenPaths } from './rules/document-paths.ts'
import { findEnvironmentReads } from './rules/environment-variables.ts'
import { findLongFiles } from './rules/file-length.ts'
import { findBadNames } from './rules/file-names.ts'
import { findUphillDependencies } from './rules/floors.ts'
import { findLockFaults } from './rules/lock-file.ts'
import { findOpenEnds } from './rules/open-ends.ts'
import { findImpurities } from './rules/purity.ts'
import { findRegistryHosts } from './rules/registry-hosts.ts'
import { findEscapingImports } from './rules/relative-imports.ts'
import { findSkippedTests } from './rules/skipped-tests.ts'
import { findSwallowedErrors } from './rules/swallowed-errors.ts'
import { findUntestedSources } from './rules/tests-beside.ts'
import { findLooseVersions } from './rules/versions.ts'
import type { Tree } from './tree.ts'

/** The rules of the house that a linter cannot hold: what each demands, and what finds its breaches in a tree. */
export const houseRules: Readonly<Record<string, (tree: Tree) => Finding[]>> = {
  'dependencies go downhill, floor by floor': findUphillDependencies,
  'every import of a member is listed, and every listed member is imported': findUndeclaredImports,
  'relative imports stay in their own member': findEscapingImports,
  'files do not import each other in circles': findCycles,
  'floor 0 has no clock, randomness, environment or I/O': findImpurities,
  'a file can be read in one go': findLongFiles,
  'every name tells a concept': findBadNames,
  'a package has one index, which lists its names': findStrayBarrels,
  'every export has a docstring': findMissingDocstrings,
  'every source of floors 0 to 2 has a test beside it': findUntestedSources,
  'every source is used': findDeadFiles,
  'every path and link in the documents leads somewhere': findBrokenPaths,
  'nothing is left for later': findOpenEnds,
  'no test is left out without a printed reason': findSkippedTests,
  'the lock file is complete and tied to no address': findLockFaults,
  'no file names a package registry': findRegistryHosts,
  'members share one version, and dependencies are exact': findLooseVersions,
  'no error vanishes': findSwallowedErrors,
  'only main.ts reads the environment': findEnvironmentReads,
}
