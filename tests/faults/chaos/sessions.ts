import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { request } from '#tests/support/protocol-requests.ts'
import type { Chance } from './chance.ts'
import type { Person } from './person.ts'

const share = 0.08

/** Signs some people out, as if they had pressed the button in another tab. */
export async function signSomeOut(
  people: readonly Person[],
  origin: string,
  chance: Chance,
): Promise<number> {
  const leaving = people.filter(() => chance.happens(share))
  const answers = await Promise.allSettled(
    leaving.map(({ client }) =>
      request(origin, '/sign-out', {
        ...{ method: 'POST', cookie: client.cookie() },
        body: new URLSearchParams(),
      }),
    ),
  )
  return answers.filter((one) => one.status === 'fulfilled' && one.value.status === 303).length
}

/** Lets some sessions run out, as the clock does, beside the running server. */
export function letSomeExpire(dataDir: string, chance: Chance): number {
  const db = new SQLite(join(dataDir, 'casecircle.sqlite'), { timeout: 5_000 })
  try {
    const sessions = db.prepare<[], { id: string }>('select id from sessions order by id').all()
    const expire = db.prepare('update sessions set expires_at = 1 where id = ?')
    const over = sessions.filter(() => chance.happens(share))
    db.transaction(() => over.forEach(({ id }) => expire.run(id))).immediate()
    return over.length
  } finally {
    db.close()
  }
}
