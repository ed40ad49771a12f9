import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** So long a copy that was made before a migration can still be gone back to. */
export const copyLastsMs = 30 * 24 * 60 * 60_000

/** The folder of the copies that are made before the migrations of `file`. */
export function copiesOf(file: string): string {
  return join(dirname(file), 'backups')
}

/** The name of a copy made at `at`, before the migration `tag`. */
export function copyName(tag: string, at: number): string {
  return `before-${tag}-${at}.sqlite`
}

/**
 * Deletes the copies that were made before migrations and have had their time: whoever erased their
 * account since stands in them whole. Nothing else in the folder is touched. Answers their names.
 */
export function removeOldCopies(file: string, now: number): string[] {
  const folder = copiesOf(file)
  if (!existsSync(folder)) return []
  const old = readdirSync(folder).filter((name) => {
    const madeAt = /^before-.+-(\d{13})\.sqlite$/.exec(name)?.[1]
    return madeAt !== undefined && now - Number(madeAt) >= copyLastsMs
  })
  for (const name of old) rmSync(join(folder, name), { force: true })
  return old
}
