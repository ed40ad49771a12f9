import { spawnSync } from 'node:child_process'

const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3', 'python']

/** A Python of this machine that can import `modules`; null where there is none. */
export function pythonWith(modules: readonly string[]): string | null {
  const program = modules.length === 0 ? 'pass' : `import ${modules.join(', ')}`
  const found = candidates.find(
    (one) => one !== undefined && spawnSync(one, ['-c', program], { stdio: 'ignore' }).status === 0,
  )
  return found ?? null
}
