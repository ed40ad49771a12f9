import { openDatabase } from '#db/connection.ts'
import { createMail } from '#server/mail/mail.server.ts'
import { smtpTransport } from '#server/mail/transport.server.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { systemRandom } from '#server/platform/random.server.ts'

/** Hands over all mails of a database that are due, and ends: so that it can be killed meanwhile. */
const [file = '', url = ''] = process.argv.slice(2)
const db = openDatabase(file)
const mail = createMail({
  ...{ db, clock: systemClock, random: systemRandom, log: createLog('silent') },
  transport: smtpTransport({ url, from: 'casecircle@council.example' }),
})
mail.writes('reminder', () =>
  Promise.resolve({ subject: 'Your CPD year', paragraphs: ['2 left.'] }),
)
await mail.start()
await mail.deliverDue()
await mail.stop()
db.close()
