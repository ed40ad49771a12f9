import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { confidentialityFindings } from '#server/cpd/rules/confidentiality/check.ts'
import { corpus } from './corpus.ts'
import { confidentialityPage } from './page.ts'

const file = resolve(import.meta.dirname, '../../../docs/confidentiality-check.md')
writeFileSync(
  file,
  confidentialityPage(corpus(), (text) => confidentialityFindings(text)),
)
process.stdout.write(`Written: ${file}\n`)
