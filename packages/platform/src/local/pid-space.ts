import { readFile, readlink } from 'node:fs/promises'

/**
 * Names the processes among which a pid of this process means something: those of this boot and this pid namespace. Two
 * containers on one volume have two names; undefined where the system does not tell (macOS).
 */
export async function readPidSpace(): Promise<string | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return undefined
  }
}
