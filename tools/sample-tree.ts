import { type Tree, treeOf } from './tree.ts'

const files: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules/\n.tars/\n',
  'README.md':
    '# A house\n\nSee [why](docs/decisions/001-one-store.md#a-decision) and `packages/contracts/src/id.ts`.\n',
  'docs/decisions/001-one-store.md': '# A decision\n\nOne store.\n',
  'package-lock.json': JSON.stringify({
    packages: {
      '': { optionalDependencies: { fast: '1.0.0' } },
      'node_modules/fast': { optionalDependencies: { wings: '1.0.0' } },
      'node_modules/fast/node_modules/wings': {},
      'node_modules/@tars/contracts': { resolved: 'packages/contracts', link: true },
    },
  }),
  'package.json': JSON.stringify({ version: '0.1.0', devDependencies: { vitest: '5.1.1' } }),
  'vitest.config.ts': "const setup = 'tests/harness/cluster.ts'\nconst slow = process.env.CI\n",
  'packages/contracts/package.json': JSON.stringify({ version: '0.1.0', exports: './src/index.ts' }),
  'packages/contracts/src/index.ts': "export { type Id, isId } from './id.ts'\n",
  'packages/contracts/src/id.ts':
    '/** An identifier. */\nexport type Id = string\n\n' +
    '/** Whether a text is an identifier. */\nexport function isId(text: string): text is Id {\n  return text !== ""\n}\n',
  'packages/contracts/src/id.test.ts': "import { isId } from './id.ts'\n",
  'packages/database/package.json': JSON.stringify({
    version: '0.1.0',
    exports: './src/index.ts',
    dependencies: { '@tars/contracts': '0.1.0', pg: '8.23.1' },
  }),
  'packages/database/src/index.ts': "export { readRun } from './runs.ts'\n",
  'packages/database/src/runs.ts':
    "import { isId } from '@tars/contracts'\n\n" +
    '/** Reads one run. @throws {RangeError} when the id is none. */\nexport function readRun(id: string): string {\n' +
    '  if (!isId(id)) throw new RangeError(id)\n  return id\n}\n',
  'packages/database/src/runs.integration.test.ts':
    "import { cluster } from '../../../tests/harness/cluster.ts'\nimport { readRun } from './runs.ts'\n",
  'services/ppo-agent/package.json': JSON.stringify({
    version: '0.1.0',
    dependencies: { '@tars/database': '0.1.0' },
  }),
  'services/ppo-agent/src/main.ts':
    "import { startService } from './service.ts'\n\nstartService(process.env.ID)\n",
  'services/ppo-agent/src/service.ts':
    "import { readRun } from '@tars/database'\n\nconst worker = new URL('./play.ts', import.meta.url)\n\n" +
    '/** Starts the service. */\nexport function startService(id = ""): void {\n  try {\n    readRun(id + worker)\n' +
    '  } catch {\n    // An unknown run is played by nobody.\n  }\n}\n',
  'services/ppo-agent/src/play.ts': 'postMessage(1)\n',
  'tests/harness/cluster.ts': '/** Where the cluster is. */\nexport const cluster = "here"\n',
}

/**
 * A tiny tree that keeps every rule of the house, with the files given put in its place: a test of a rule seeds one fault.
 * A text of `undefined` takes the file away.
 */
export function sampleTree(changes: Readonly<Record<string, string | undefined>> = {}): Tree {
  const changed = Object.entries({ ...files, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  )
  return treeOf(Object.fromEntries(changed))
}
