/** A theme that readers may have lived through, and where the text comes to it. */
export type HeavyTheme = { offset: number; theme: string }

/** What a story must warn of. Our own list; a text that only names a duty or a word is no story. */
const themes: { theme: string; shape: RegExp }[] = [
  {
    theme: 'suicide or self-harm',
    shape:
      /\bsuicid(?:e|al)\b|\bself-?harm(?:s|ed|ing)?\b|\b(?:took|taken|take|taking|end|ended|ending) (?:his|her|their) (?:own )?li(?:fe|ves)\b|\boverdose[ds]?\b|\bcut(?:s|ting)? (?:him|her|them)sel(?:f|ves)\b/gi,
  },
  {
    theme: 'sexual abuse',
    shape:
      /\bsexual(?:ly)? (?:abus\w*|assault\w*|exploit\w*|touch\w*|violen\w*)\b|\brap(?:e|ed|es|ist)\b|\bgroom(?:ed|ing) (?:by|her|him|them|online)\b|\bincest\b/gi,
  },
  {
    theme: 'violence at home',
    shape:
      /\bdomestic (?:abuse|violence)\b|\bcoercive control\b|\bstrangl(?:e|ed|ing|es)\b|\b(?:hit|hits|punched|kicked|slapped|beat|beaten|choked) (?:him|her|them|his|their|me|by)\b|\bblack eye\b/gi,
  },
  {
    theme: 'the death of somebody',
    shape:
      /\bstillb(?:irth|orn)\b|\bmiscarriages?\b|\bmiscarried\b|\b(?:was|were|been|found) (?:dead|killed|murdered)\b|\b(?:baby|child|son|daughter|brother|sister|mother|father|mum|dad|partner|husband|wife|grandmother|grandfather) (?:had |has )?died\b|\bdied (?:in|of|from|last|when|at|by|suddenly)\b|\b(?:the )?death of (?:a|his|her|their|the) (?:baby|child|son|daughter|brother|sister|mother|father|partner)\b/gi,
  },
  {
    theme: 'injury to a child',
    shape: /\bbruis(?:e|es|ed|ing)\b|\bfractures?\b|\bcigarette burns?\b|\bscald(?:s|ed)?\b/gi,
  },
  {
    theme: 'neglect',
    shape:
      /\bmaggots?\b|\bfaeces\b|\bsoiled (?:bed|sheets?|mattress|clothes|nappy)\b|\bstarv(?:ed|ing)\b|\bemaciated\b|\bpressure (?:sores?|ulcers?)\b/gi,
  },
  {
    theme: 'torture or trafficking',
    shape:
      /\btortur(?:e|ed)\b|\btraffick(?:ed|ing|ers?)\b|\bfemale genital mutilation\b|\bFGM\b|\bforced marriage\b/gi,
  },
]

/** The heavy themes of a story, each where it comes first. Pure, never throws. */
export function heavyThemes(text: string): HeavyTheme[] {
  return themes
    .flatMap(({ theme, shape }) => {
      const [first] = text.matchAll(shape)
      return first ? [{ offset: first.index, theme }] : []
    })
    .sort((a, b) => a.offset - b.offset)
}
