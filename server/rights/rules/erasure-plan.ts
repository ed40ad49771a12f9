import type {
  Declaration,
  Personal,
  PrivacyDeclaration,
  StoredAs,
  Through,
} from '#db/columns.sqlite.ts'
import type { ReceiptLine } from './receipt.ts'

/** Which rows of a table are about somebody: by a column of it, or of what the rows belong to. */
export type Whose = { table: string; about: string; through: Through | null }

/** What is done with the rows of one table that are about somebody. */
export type ErasureStep = Whose & {
  done: ReceiptLine['done']
  /** The columns that are overwritten, with what; only where the rows stay. */
  set: Readonly<Record<string, string | number | null>>
}

type Held = Personal & { name: string }

/**
 * What erasing a person does to a table, from what its columns are declared to be. Rows go where
 * every personal column goes; else they stay, what is to go is emptied, and what would still name
 * somebody is overwritten. The id itself stays in kept rows: with the account gone it opens nothing.
 * `isFixed` says which columns are written once and for all.
 */
export function erasureSteps(
  declaration: PrivacyDeclaration,
  all: readonly PrivacyDeclaration[],
  isFixed: (table: string, column: string) => boolean = () => false,
): ErasureStep[] {
  const { table } = declaration
  const held = heldIn(declaration)
  if (held.length === 0) return []
  return whoseOf(declaration, all).map((whose): ErasureStep => {
    const column = whose.through ? '' : whose.about
    if (held.every(({ erasure }) => erasure === 'delete')) {
      return { ...whose, done: 'deleted', set: {} }
    }
    const set: Record<string, string | number | null> = {}
    for (const one of held) {
      if (isFixed(table, one.name)) continue
      const next = overwritten(one, one.name === column, declaration.stored[one.name])
      if (next !== undefined) set[one.name] = next
    }
    const isKept = held.every(({ erasure }) => erasure === 'keep')
    return { ...whose, done: isKept ? 'kept' : 'made nameless', set }
  })
}

/** How the rows of a table are found that are about somebody. */
export function whoseOf(
  { table, about, through }: PrivacyDeclaration,
  all: readonly PrivacyDeclaration[],
): Whose[] {
  const named = about.map((column): Whose => ({ table, about: column, through: null }))
  if (!through) return named
  const owner = all.find((one) => one.table === through.table)
  return [...named, ...(owner?.about ?? []).map((column) => ({ table, about: column, through }))]
}

/** What a column of a row that stays is overwritten with; undefined where it stays as it is. */
function overwritten(
  { erasure, as }: Held,
  isAbout: boolean,
  stored: StoredAs | undefined,
): string | number | null | undefined {
  if (erasure === 'keep') return undefined
  if (as !== undefined) return as
  if (stored?.nullable) return erasure === 'delete' || isAbout ? null : undefined
  // An id that must be there stays; so does what says nothing without it.
  if (erasure === 'anonymise' || isAbout) return undefined
  return stored?.json ? 'null' : stored?.number || stored?.flag ? 0 : ''
}

/** The columns that hold something about somebody. */
export function heldIn({ columns }: Pick<PrivacyDeclaration, 'columns'>): Held[] {
  return Object.entries(columns).flatMap(([name, one]: [string, Declaration]) =>
    one === 'not personal' ? [] : [{ ...one, name }],
  )
}

/** Tables with something personal in them of which nobody says whom a row is about. */
export function withoutRule(declarations: readonly PrivacyDeclaration[]): string[] {
  return declarations
    .filter((one) => heldIn(one).length > 0 && erasureSteps(one, declarations).length === 0)
    .map(({ table }) => table)
}
