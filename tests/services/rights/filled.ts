import { readFileSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import type { Personal, PrivacyDeclaration } from '#db/columns.sqlite.ts'
import { heldIn, whoseOf, type Whose } from '#server/rights/rules/erasure-plan.ts'

type Value = string | number | null
/** A column that holds a canary now. */
export type Filled = { table: string; column: string; canary: string; declared: Personal }
/** Values that the product itself reads while it erases: they must be what they claim to be. */
export type Real = Record<string, Record<string, Value>>

/**
 * Puts one row about `person` into every table that can hold one, with a canary in every personal
 * column that can hold text. Written past the product and past references, so that a table of
 * tomorrow is filled as well.
 */
export function fillEveryTable(
  file: string,
  declarations: readonly PrivacyDeclaration[],
  person: string,
  real: Real,
): Filled[] {
  const stranger = new SQLite(file)
  stranger.pragma('foreign_keys = 0')
  try {
    return declarations.flatMap((declaration) =>
      heldIn(declaration).length === 0
        ? []
        : whoseOf(declaration, declarations).flatMap((whose, nth) =>
            fill(stranger, declaration, { whose, nth }, person, real),
          ),
    )
  } finally {
    stranger.close()
  }
}

function fill(
  connection: SQLite.Database,
  { table, columns, stored, about: named }: PrivacyDeclaration,
  { whose, nth }: { whose: Whose; nth: number },
  person: string,
  real: Real,
): Filled[] {
  const filled: Filled[] = []
  const { through } = whose
  const about = through ? null : whose.about
  const row = Object.entries(columns).map(([column, declared]): [string, Value] => {
    if (column === about) return [column, person]
    // The row that it belongs to was filled first in its own table.
    if (column === through?.column) return [column, 'x']
    if (named.includes(column)) return [column, nobody]
    const given = real[table]?.[column]
    if (given !== undefined) {
      const canary = /canary-[\w-]+/.exec(String(given))?.[0]
      if (canary && declared !== 'not personal') filled.push({ table, column, canary, declared })
      return [column, given]
    }
    const { number = false, flag = false, json = false } = stored[column] ?? {}
    if (number || flag) return [column, nth + 1]
    const plain = nth === 0 ? 'x' : `x-${nth}`
    if (declared === 'not personal') return [column, json ? JSON.stringify(plain) : plain]
    const canary = `canary-${table}-${about ?? 'through'}-${column}-end`
    filled.push({ table, column, canary, declared })
    return [column, json ? JSON.stringify(canary) : canary]
  })
  const names = row.map(([name]) => `"${name}"`).join(', ')
  const marks = row.map(() => '?').join(', ')
  connection
    .prepare<Value[]>(`insert into "${table}" (${names}) values (${marks})`)
    .run(...row.map(([, value]) => value))
  return filled
}

const nobody = '00000000-0000-4000-8000-00000000beef'

/** The rows that the product itself reads. */
export function realRows(person: string, passwordHash: string): Real {
  const card = '00000000-0000-4000-8000-00000000ca4d'
  const text = 'canary-room_events-body-end'
  const body = JSON.stringify({ card, phase: 'discuss', text, author: person })
  return {
    people: { password_hash: passwordHash },
    // As a line that is older than the chain.
    audit_log: { salt: null, commitment: null, hash: null },
    room_events: { stream: 'room', seq: 1, type: 'card.posted', body },
  }
}

/** All bytes of a database: its file and the write-ahead log beside it. */
export function bytesOf(file: string): string {
  return readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1')
}

/** 'table.column' of every canary that can still be found. */
export function foundIn(text: string, filled: readonly Filled[]): string[] {
  return filled
    .filter(({ canary }) => text.includes(canary))
    .map(placeOf)
    .sort()
}

export function placeOf({ table, column }: Filled): string {
  return `${table}.${column}`
}
