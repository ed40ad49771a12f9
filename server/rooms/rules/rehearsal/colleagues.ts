import { shuffled } from '../order.ts'

/** Somebody who does not exist: a name, and a job title that says so. */
export type Invented = { name: string; jobTitle: string }

/** How many keep a manager company in a rehearsal: with them a round has its length. */
export const colleaguesInRehearsal = 5

const names = [
  ['Agnieszka Wrona', 'Social worker'],
  ['Callum Reid', 'Student social worker'],
  ['Delphine Achebe', 'Advanced practitioner'],
  ['Gethin Pryce', 'Family support worker'],
  ['Harpreet Sandhu', 'Senior social worker'],
  ['Kwabena Osei', 'Social worker'],
  ['Lowri Tudor', 'Independent reviewing officer'],
  ['Mei-Ling Chow', 'Newly qualified social worker'],
  ['Nasreen Aziz', 'Senior social worker'],
  ['Oluwaseun Bello', 'Occupational therapist'],
  ['Piotr Zając', 'Family support worker'],
  ['Rosaleen Duffy', 'Advanced practitioner'],
  ['Samir Haddad', 'Social worker'],
  ['Tamsin Penrose', 'Newly qualified social worker'],
  ['Yusuf Demir', 'Social work assistant'],
  ['Zofia Kline', 'Social worker'],
] as const

/**
 * The invented colleagues of one rehearsal, by `seed`. Nobody is called like one of `taken`: a real
 * colleague's words must never seem to be among theirs.
 */
export function inventedColleagues(seed: number, taken: readonly string[]): Invented[] {
  const firstNames = new Set(taken.map(firstOf))
  const free = names.filter(([name]) => !firstNames.has(firstOf(name)))
  return shuffled(free, seed)
    .slice(0, colleaguesInRehearsal)
    .map(([name, jobTitle]) => ({ name, jobTitle: `${jobTitle} (invented)` }))
}

function firstOf(name: string): string {
  return name.trim().split(/[\s-]/)[0]?.toLowerCase() ?? name
}
