import { readFileSync } from 'node:fs'

/** Ticks a second of Linux; the kernel promises 100 to programs. */
const ticksPerSecond = 100

/** CPU time that a process has used, in ms; null where the system does not say (not Linux). */
export function cpuMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in brackets, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
  } catch {
    return null
  }
}
