import type { PersonId } from '#server/platform/rules/ids.ts'
import {
  declarePrivacy,
  flag,
  index,
  instant,
  notPersonal,
  personal,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

export const people = sqliteTable('people', {
  id: text('id').$type<PersonId>().primaryKey(),
  email: text('email').notNull().unique(),
  /** An argon2id string; null until the person has followed their invitation. */
  passwordHash: text('password_hash'),
  createdAt: instant('created_at').notNull(),
})

/** `id` is the SHA-256 of the token in the cookie, so a copy of this table opens nothing. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    person: text('person')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    expiresAt: instant('expires_at').notNull(),
    absoluteAt: instant('absolute_at').notNull(),
    /** Signed in on a shared computer: nothing is kept on the device. */
    sharedDevice: flag('shared_device').notNull().default(false),
  },
  (table) => [index('sessions_person').on(table.person)],
)

/** One-time links: only the SHA-256 of the token is kept. */
export const oneTimeLinks = sqliteTable(
  'one_time_links',
  {
    id: text('id').primaryKey(),
    person: text('person')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    purpose: text('purpose').$type<'invitation' | 'reset' | 'private-address'>().notNull(),
    /** The address that it confirms, where it is for that. */
    address: text('address'),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('one_time_links_person').on(table.person)],
)

/** An address of somebody's own, once they have confirmed it: they can sign in with it too. */
export const privateAddresses = sqliteTable('private_addresses', {
  person: text('person')
    .$type<PersonId>()
    .primaryKey()
    .references(() => people.id),
  address: text('address').notNull().unique(),
  confirmedAt: instant('confirmed_at').notNull(),
})

const identity = personal({
  category: 'identity',
  purpose: 'Signing in',
  retention: 'as long as the account exists',
  export: true,
  erasure: 'delete',
})
const own = personal({
  category: 'identity',
  purpose: 'Signing in when the employer’s address is gone',
  retention: 'until it is removed; as long as the account exists',
  export: true,
  erasure: 'delete',
})
const secret = personal({
  category: 'identity',
  purpose: 'Signing in',
  retention: 'until it expires or is used',
  export: false,
  erasure: 'delete',
})

export const accountsPrivacy = [
  declarePrivacy(
    people,
    {
      id: identity,
      email: identity,
      passwordHash: secret,
      createdAt: identity,
    },
    ['id'],
  ),
  declarePrivacy(sessions, {
    id: secret,
    person: secret,
    expiresAt: notPersonal,
    absoluteAt: notPersonal,
    sharedDevice: notPersonal,
  }),
  declarePrivacy(oneTimeLinks, {
    id: secret,
    person: secret,
    purpose: notPersonal,
    address: secret,
    expiresAt: notPersonal,
    usedAt: notPersonal,
  }),
  declarePrivacy(privateAddresses, {
    person: own,
    address: own,
    confirmedAt: own,
  }),
]
