import { expect, test } from 'vitest'
import { z } from 'zod'
import { createLog, errorFields } from '#server/platform/log.server.ts'
import { startFault } from '#server/platform/start-fault.server.ts'

function logged() {
  const lines: string[] = []
  return { lines, log: createLog('debug', { write: (line: string) => void lines.push(line) }) }
}

test('the log is JSON and holds the allowed fields alone', () => {
  const { lines, log } = logged()
  const fields = {
    requestId: 'r1',
    path: '/toolkits',
    email: 'ben@northbridge.example',
    body: 'my reflection',
    toString: 'odd',
    constructor: 'odd',
  }
  log.info(fields, 'answered')
  const [line = ''] = lines
  const { time, ...rest } = z.record(z.string(), z.unknown()).parse(JSON.parse(line))
  expect(rest).toEqual({ level: 30, requestId: 'r1', path: '/toolkits', msg: 'answered' })
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT/)
})

test('a line break in a field makes no second line', () => {
  const { lines, log } = logged()
  log.warn({ path: '/a\n{"level":60}' }, 'odd')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toContain('\n')
})

test('of an error the log keeps its kind and where it arose, never what it says', () => {
  const error = new TypeError('insert into reflections values (my private words)')
  const fields = errorFields(error)
  expect(fields.error).toBe('TypeError')
  expect(fields.stack).toContain('log.test.ts')
  expect(JSON.stringify(fields)).not.toContain('private words')
  expect(errorFields('private words')).toEqual({ error: 'string' })
})

function coded(code: string, message = 'raw message'): Error {
  return Object.assign(new Error(message), { code })
}

test('what keeps the product from starting is one sentence that says what to do', () => {
  const at = { port: 3000, dataDir: './data' }
  const sentences: [string, RegExp][] = [
    ['EADDRINUSE', /^Port 3000 is in use\. .*PORT=3001 npm start$/],
    ['EACCES', /^The data folder \.\/data cannot be written\./],
    ['EROFS', /cannot be written/],
    ['SQLITE_CANTOPEN', /cannot be written/],
    ['SQLITE_READONLY', /cannot be written/],
    ['SQLITE_BUSY', /^Another program is changing the database/],
    ['SQLITE_NOTADB', /is damaged or is not a database\. Put a backup/],
    ['SQLITE_CORRUPT_INDEX', /is damaged/],
    ['SQLITE_FULL', /^There is no room left/],
    ['ENOSPC', /^There is no room left/],
  ]
  for (const [code, sentence] of sentences) {
    expect(startFault(coded(code), at), code).toMatch(sentence)
    const wrapped = new Error('Failed to run the query', { cause: coded(code) })
    expect(startFault(wrapped, at), code).toMatch(sentence)
  }
  expect(startFault(coded('migration_refused', 'A newer Casecircle.'), at)).toBe(
    'A newer Casecircle.',
  )
  // A bug keeps its whole trace.
  expect(startFault(new Error('bug'), at)).toBeNull()
  expect(startFault(coded('ERR_MODULE_NOT_FOUND'), at)).toBeNull()
  expect(startFault('thrown text', at)).toBeNull()
})
