import { createTransport } from 'nodemailer'
import { isLoopbackHost } from '#server/platform/config.server.ts'
import { htmlOf, oneLine, textOf, type Letter } from './rules/letter.ts'

/** What hands a mail over. Throws when it was not taken; `PermanentRefusal` when it never will be. */
export type MailTransport = {
  send(mail: { id: string; to: string; letter: Letter }): Promise<void>
}

/** The other side will not take this mail, however often it is tried. */
export class PermanentRefusal extends Error {
  readonly code = 'mail_refused'
}

const patienceMs = 30_000

/**
 * Hands mails over by SMTP. Every mail has a Message-ID of its own that stays the same when it is
 * handed over again. Outside this machine the connection must be encrypted.
 */
export function smtpTransport({ url, from }: { url: string; from: string }): MailTransport {
  const { hostname } = new URL(url)
  const transporter = createTransport({
    url,
    requireTLS: !isLoopbackHost(hostname),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  return {
    async send({ id, to, letter }) {
      try {
        await transporter.sendMail({
          from,
          to: { name: '', address: oneLine(to) },
          messageId: `<${oneLine(id)}@${domain}>`,
          subject: oneLine(letter.subject),
          text: textOf(letter),
          html: htmlOf(letter),
          headers: headersOf(letter),
        })
      } catch (error) {
        throw isPermanent(error) ? new PermanentRefusal('The mail was refused for good.') : error
      }
    },
  }
}

/** One click of the mail program turns the mails off. Source: RFC 2369, RFC 8058. */
function headersOf({ unsubscribe }: Letter): Record<string, string> {
  const common = { 'Auto-Submitted': 'auto-generated' }
  if (unsubscribe === undefined) return common
  return {
    ...common,
    'List-Unsubscribe': `<${oneLine(unsubscribe)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/** Answers of 5yz are for good, but for the greeting and the sign-in, which an operator mends. */
function isPermanent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if (!('responseCode' in error) || typeof error.responseCode !== 'number') return false
  const isOfMessage = 'code' in error && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')
  return isOfMessage && error.responseCode >= 500
}
