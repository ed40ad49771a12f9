/** Whether the reader asked for their name in a file of their evidence: no name unless they did. */
export function isWithName(request: Request): boolean {
  return new URL(request.url).searchParams.get('name') === 'yes'
}
