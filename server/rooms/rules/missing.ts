/** A form leaves an empty field out, so most of what cannot be read was not filled in. */
const missing: Readonly<Record<string, string>> = {
  text: 'Write something first.',
  title: 'Write a name for it first.',
  person: 'Choose a person first.',
  value: 'Choose a number first.',
  groups: 'Put somebody into a group first.',
  due: 'Enter a real date, such as 2026-12-01.',
}

/** What to do about a field of a command that is not there or of the wrong kind. */
export function missingText(field: string | undefined): string {
  return (
    missing[field ?? ''] ?? 'The server cannot read this. Your text is kept: load the page again.'
  )
}
