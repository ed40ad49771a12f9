import type { Profile } from '#server/cpd/rules/regulator/profile.ts'

/** 'Copy into Social Work England’s form': what the link to an entry's boxes says. */
export function copyText({ name, questions }: Pick<Profile, 'name' | 'questions'>): string {
  return questions === 'of-its-form' ? `Copy into ${name}’s form` : 'Copy box by box'
}
