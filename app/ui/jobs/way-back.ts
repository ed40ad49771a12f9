import { paths } from '#app/paths.ts'

type WayBack = { href: string; text: string; current: string }

/** Where a file was asked for: the page to go back to, its name, and its place in the navigation. */
export function wayBack(
  { team }: { team: string | null },
  memberships: readonly { team: string; teamName: string }[],
): WayBack {
  if (team === null) return { href: paths.cpdExport, text: 'Export my CPD', current: paths.cpd }
  const teamName = memberships.find((one) => one.team === team)?.teamName
  return { href: paths.team(team), text: teamName ?? 'The team', current: paths.team(team) }
}
