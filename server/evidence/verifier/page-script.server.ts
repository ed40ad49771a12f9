// What runs in the page that a bundle carries: in a browser, from a file, without a network.
import { config } from 'zod'
import { checkFile, readSigned, verdictWords, type Checked } from '../rules/check.ts'
import { statementRows, statementTitle } from '../rules/shown.ts'
import { evidenceText } from './open-file.server.ts'

// Compiling schemas would need what the page's own policy forbids.
config({ jitless: true })

const input = document.querySelector<HTMLInputElement>('#file')
const result = document.querySelector<HTMLElement>('#result')

input?.addEventListener('change', () => {
  const file = input.files?.[0]
  if (file) void show(file)
})

async function show(file: File): Promise<void> {
  say([element('p', 'Checking …')])
  const text = evidenceText(new Uint8Array(await file.arrayBuffer()))
  if (text === null) return say(refusal('Not valid. This ZIP holds no evidence, or it is damaged.'))
  try {
    const report = await checkFile(text, 'those in the file', crypto.subtle)
    if (!report.readable) return say(refusal(report.why))
    const read = readSigned(text)
    const keys = read.ok ? read.keys.map(({ id }) => id) : []
    say([...verdictOf(report.checked, report.isValid), ...keysOf(keys)])
  } catch {
    say([
      element('h2', 'This browser cannot check it'),
      element(
        'p',
        'It is too old to know the kind of signature (Ed25519). Use a newer one, or: node verify.mjs evidence.json',
      ),
    ])
  }
}

function say(parts: HTMLElement[]): void {
  result?.replaceChildren(...parts)
}

function refusal(why: string): HTMLElement[] {
  return [element('h2', 'Not valid', 'bad'), element('p', why)]
}

function verdictOf(checked: readonly Checked[], isValid: boolean): HTMLElement[] {
  const valid = checked.filter(({ verdict }) => verdict === 'valid').length
  const heading = isValid
    ? `Valid: ${valid} of ${checked.length}`
    : `Not valid: ${checked.length - valid} of ${checked.length}`
  return [element('h2', heading, isValid ? 'good' : 'bad'), ...checked.map(statementPart)]
}

function statementPart({ verdict, statement, name }: Checked): HTMLElement {
  const part = element('section', '')
  part.append(
    element('h3', verdict === 'valid' ? statementTitle(statement) : 'A statement'),
    element('p', verdictWords[verdict], verdict === 'valid' ? 'good' : 'bad'),
  )
  // What is not valid is not shown: somebody would believe it.
  if (verdict !== 'valid') return part
  const list = element('dl', '')
  const rows = name === null ? statementRows(statement) : named(name, statementRows(statement))
  for (const [label, value] of rows) {
    list.append(element('dt', label), element('dd', value))
  }
  part.append(list)
  return part
}

function named(name: string, rows: [string, string][]): [string, string][] {
  return [['Name', name], ...rows]
}

function keysOf(keys: readonly string[]): HTMLElement[] {
  if (keys.length === 0) return []
  const list = element('ul', '')
  for (const key of keys) list.append(element('li', key.replace(/(.{4})(?=.)/g, '$1 '), 'key'))
  return [
    element('h2', 'Whose key is it?'),
    element(
      'p',
      'The signature shows that nothing was changed since it was signed with this key. To see that the key is the organisation’s, compare it with the list that its Casecircle publishes, at its own address, under /.well-known/casecircle-keys.json',
    ),
    list,
  ]
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}
