import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Clock } from '#server/platform/clock.server.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { ownContent } from '../content-command.server.ts'
import { shownPath } from '../source.server.ts'

const template = join(ownContent, 'template')

/**
 * `npm run content -- new ID [FOLDER]`: makes a toolkit that explains itself and passes the check,
 * in that content folder. Nothing that exists is touched. Answers the exit code.
 */
export async function newToolkit(
  typed: string,
  contentFolder: string,
  say: (line: string) => void,
  clock: Clock,
): Promise<number> {
  const id = toolkitId.safeParse(typed)
  if (!id.success) {
    say(
      `${typed} cannot name a toolkit: use small letters, digits and hyphens, such as hearing-a-child.`,
    )
    return 1
  }
  const folder = join(resolve(contentFolder), 'toolkits', id.data)
  if (existsSync(folder)) {
    say(
      `There is a toolkit ${id.data} already: choose another name, or change ${shownPath(folder)}.`,
    )
    return 1
  }
  // Made aside and put in its place in one step: nobody ever reads half of it.
  const making = join(resolve(contentFolder), 'toolkits', `.${id.data}.making`)
  await rm(making, { recursive: true, force: true })
  await mkdir(dirname(making), { recursive: true })
  await cp(template, making, { recursive: true })
  const yaml = join(making, 'toolkit.yaml')
  const today = londonDay(clock.now())
  const text = (await readFile(yaml, 'utf8'))
    .replaceAll('template', id.data)
    .replace(/^( {2}on: ).*$/m, `$1${today}`)
    .replace(/^( {2}next: ).*$/m, `$1${aYearAfter(today)}`)
  await writeFile(yaml, text)
  await rename(making, folder)
  say(`Made ${shownPath(folder)}. Next:`)
  say(`  read module/01-begin-here.mdx, which explains itself, and docs/authors.md`)
  say(`  npm run content -- preview ${id.data}     shows it in the browser while you write`)
  say(`  npm run content -- check ${id.data}       says what to mend`)
  return 0
}

function aYearAfter(day: string): string {
  const [year, ...rest] = day.split('-')
  const next = [String(Number(year) + 1), ...rest].join('-')
  return next.endsWith('-02-29') ? next.replace(/29$/, '28') : next
}
