import { isIP } from 'node:net'
import { z } from 'zod'
import { readTrustedProxy, type TrustedProxy } from './client-address.server.ts'

const number = (name: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine(
      (n) => n >= least && n <= most,
      `${name} must be a whole number from ${least} to ${most}.`,
    )

const environment = z.object({
  PORT: number('PORT', 1, 65_535).default(3000),
  ORIGIN: z
    .string()
    .refine(
      isOrigin,
      'ORIGIN must be the address people open, such as https://learning.council.example, without a path.',
    )
    .optional(),
  HOST: z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || host === 'localhost',
      'HOST must be an IP address of this machine, such as 0.0.0.0 for all of them.',
    )
    .optional(),
  TRUSTED_PROXY: z
    .string()
    .refine(
      (text) => readTrustedProxy(text) !== null,
      'TRUSTED_PROXY must be the number of proxies before this server, or their addresses with commas between.',
    )
    .optional(),
  DATA_DIR: z.string().min(1, 'DATA_DIR must name a folder.').default('./data'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'LOG_LEVEL must be debug, info, warn, error or silent.',
    })
    .default('info'),
  SEED_PEOPLE: number('SEED_PEOPLE', 0, 10_000).default(0),
  LIMITS: z.enum(['on', 'off'], { error: 'LIMITS must be on or off.' }).default('on'),
  SMTP_URL: z
    .string()
    .refine(
      isSmtp,
      'SMTP_URL must be the address of your mail server, such as smtp://user:password@mail.council.example:587.',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\s<>@,;:"]+@[^\s<>@,;:"]+\.[^\s<>@,;:"]+$/,
      'MAIL_FROM must be the address that mails come from, such as casecircle@council.example.',
    )
    .optional(),
  SECURITY_CONTACT: z
    .string()
    .refine(
      isContact,
      'SECURITY_CONTACT must be whom to tell of a weakness, such as mailto:security@council.example or https://council.example/security.',
    )
    .optional(),
  CLOSING_MS: number('CLOSING_MS', 0, 600_000).default(10_000),
})

export type Config = {
  port: number
  /** Scheme, host and port that people open. */
  origin: string
  /** Where ORIGIN is this machine itself: only then is a demonstration seeded and shown. */
  loopback: boolean
  /** The addresses it listens on; none means all of this machine's. */
  hosts: readonly string[]
  /** Whose X-Forwarded-For is believed; null for nobody's. */
  trustedProxy: TrustedProxy | null
  secure: boolean
  dataDir: string
  logLevel: z.infer<typeof environment>['LOG_LEVEL']
  seedPeople: number
  limitsOff: boolean
  closingMs: number
  /** Where mails are handed over, and whom they come from; null where none are sent. */
  mail: { url: string; from: string } | null
  /** Whom to tell of a weakness (`mailto:` or `https:`); null where nobody is named. */
  securityContact: string | null
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return ['http:', 'https:'].includes(url.protocol) && url.origin === text.replace(/\/$/, '')
}

function isContact(text: string): boolean {
  return /^(mailto:[^\s<>@]+@[^\s<>@]+|https:\/\/\S+)$/.test(text) && URL.canParse(text)
}

function isSmtp(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return ['smtp:', 'smtps:'].includes(protocol) && hostname !== ''
}

/** True when `origin` can only be opened on the machine itself. */
export function isLoopback(origin: string): boolean {
  return isLoopbackHost(new URL(origin).hostname)
}

/** True for a name or address of this machine itself. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** What `localhost` is depends on who asks: both of its addresses then. */
function hostsOf(host: string | null): string[] {
  if (host === null) return []
  return host === 'localhost' ? ['127.0.0.1', '::1'] : [host.replace(/^\[|\]$/g, '')]
}

/**
 * Reads and checks every setting, once. Answers the settings, or one sentence for each bad value.
 * SEED_PEOPLE, LIMITS and CLOSING_MS serve load and tests: elsewhere than on loopback they are refused.
 */
export function readConfig(
  env: Record<string, string | undefined>,
): { ok: true; config: Config } | { ok: false; faults: string[] } {
  const known = Object.keys(environment.shape)
  const given = Object.fromEntries(
    known.flatMap((name) =>
      env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]],
    ),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.map((issue) => issue.message) }
  const e = parsed.data
  const origin = (e.ORIGIN ?? `http://localhost:${e.PORT}`).replace(/\/$/, '')
  const loopback = isLoopback(origin)
  const forTestsOnly = ['SEED_PEOPLE', 'LIMITS', 'CLOSING_MS'].filter((name) => name in given)
  if (!loopback && forTestsOnly.length > 0) {
    return {
      ok: false,
      faults: forTestsOnly.map(
        (name) =>
          `${name} is for tests: it works only where ORIGIN is a loopback address. Remove it.`,
      ),
    }
  }
  if ((e.SMTP_URL === undefined) !== (e.MAIL_FROM === undefined)) {
    return { ok: false, faults: ['Set SMTP_URL and MAIL_FROM together, or neither of them.'] }
  }
  return {
    ok: true,
    config: {
      port: e.PORT,
      origin,
      loopback,
      hosts: hostsOf(e.HOST ?? (loopback ? new URL(origin).hostname : null)),
      trustedProxy: e.TRUSTED_PROXY === undefined ? null : readTrustedProxy(e.TRUSTED_PROXY),
      secure: origin.startsWith('https:'),
      dataDir: e.DATA_DIR,
      logLevel: e.LOG_LEVEL,
      seedPeople: e.SEED_PEOPLE,
      limitsOff: e.LIMITS === 'off',
      closingMs: e.CLOSING_MS,
      mail: e.SMTP_URL && e.MAIL_FROM ? { url: e.SMTP_URL, from: e.MAIL_FROM } : null,
      securityContact: e.SECURITY_CONTACT ?? null,
    },
  }
}
