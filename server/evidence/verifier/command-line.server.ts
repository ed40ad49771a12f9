// What a bundle carries as verify.mjs: node verify.mjs evidence.json (or the ZIP itself).
import { readFileSync } from 'node:fs'
import { checkFile, verdictWords } from '../rules/check.ts'
import { statementRows, statementTitle } from '../rules/shown.ts'
import { evidenceText } from './open-file.server.ts'

const [file] = process.argv.slice(2)
process.exitCode = file ? await check(file) : usage()

async function check(path: string): Promise<number> {
  const text = evidenceText(readFileSync(path))
  const report = text === null ? null : await checkFile(text, 'those in the file', crypto.subtle)
  if (!report?.readable) return say(report?.why ?? 'Not valid. This ZIP holds no evidence.', 1)
  for (const { verdict, statement, name } of report.checked) {
    if (verdict !== 'valid') {
      say(verdictWords[verdict])
      continue
    }
    say(`\n${statementTitle(statement)}\n${verdictWords.valid}\nKey: ${statement.key}`)
    for (const [label, value] of [...(name ? [['Name', name]] : []), ...statementRows(statement)]) {
      say(`  ${label}: ${value}`)
    }
  }
  return report.isValid ? 0 : 1
}

function say(line: string, code = 0): number {
  process.stdout.write(`${line}\n`)
  return code
}

function usage(): number {
  return say('Use: node verify.mjs evidence.json', 1)
}
