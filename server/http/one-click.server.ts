/**
 * The one address that a mail program posts to by itself, with neither header (RFC 8058). No cookie
 * counts there: the sealed link is all that is read, and all that it can do is to end reminders.
 */
export function isOneClick(path: string): boolean {
  return /^\/reminders\/off\/[\w.-]+$/.test(path)
}
