// Words that begin with a capital and are no name of somebody or somewhere.
const plain = new Set(
  (
    'I A An The This That These Those My Our Your His Her Their Its We You He She They It One Two Three Four Five Six Seven Eight Nine Ten ' +
    'Every Each All Both Some Any No Many Most Another Other Such What When Where Who Why How Which While If As At By For From In Into Of On Off Or And But So To With Without About After Before Since During Until Because Although Though Once Then There Here Also Not Yet Still Only Even Just Now Today Yesterday Tomorrow Later Next Last First Second Third Finally However Instead Perhaps Maybe Despite Through Under Over Between Within Outside Near Like Being Having Doing Reading Writing Talking Thinking Looking Working Hearing Asking Using Going ' +
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays ' +
    'January February March April May June July August September October November December Christmas Easter Ramadan Eid Diwali Lent Hanukkah Passover Spring Summer Autumn Winter ' +
    'England Wales Scotland Ireland Northern Britain Great United Kingdom UK Europe European British English Welsh Scottish Irish Polish Urdu Bengali Arabic Romanian Punjabi Somali Ukrainian French Spanish ' +
    'Children Child Adults Adult People Person Young Youth Family Families Parents Parent Carers Carer Mother Father Mum Dad Nan Nana Gran Grandma Grandad Grandmother Grandfather Brother Sister Baby Kinship Foster Fostering Adoption ' +
    'Social Work Worker Workers Care Health Mental Capacity Human Rights Equality Data Protection Freedom Information Act Acts Section Sections Schedule Part Article Regulation Regulations Standard Standards Code Practice Guidance Working Together Keeping Signs Safety Safe Safeguarding Serious Local National Regional Government Council Authority Authorities Department Ministry Office Ofsted Police Court Courts Family Crown High Supreme Justice Judge Judges Cafcass Parliament Lords Commons Home Secretary ' +
    'Team Teams Manager Managers Supervisor Supervision Senior Principal Practitioner Advanced Assistant Director Head Lead Independent Reviewing Officer Officers Chair Panel Board Service Services Centre Conference Conferences Meeting Meetings Review Reviews Plan Plans Planning Assessment Assessments Report Reports Order Orders Protocol Pathway Pathways Framework Model Cycle Theory Ladder Window Tolerance Strengths Systemic Restorative Motivational Interviewing Attachment Trauma Reflective Reflection Reflections Research Training Course Module Webinar Podcast Learning Case Cases Study Group Circle Room Stage Key Year Reception Nursery Primary Secondary School Schools Academy College University Early Years Help Hub Help Support Contact Visit Visits Email Teams Zoom Word Excel Google WhatsApp Facebook Instagram TikTok Snapchat Outlook ' +
    'NHS GP CAMHS MARAC MASH ASYE AMHP IRO LADO DoLS DBS ' +
    'Muslim Muslims Christian Christians Jewish Hindu Sikh Catholic Quaker Buddhist Islam Christianity God Bible Quran Koran Black White Asian African Caribbean Roma Gypsy Traveller Travellers LGBT ' +
    'Everyone Everybody Someone Somebody Nobody Anyone Anybody Nothing Something Everything Staff Colleagues Peers Professionals Practitioners Others Teachers Nurses Doctors Boys Girls Men Women Teenagers Learners Participants'
  ).split(' '),
)

/** True for a word that is written with a capital without being a name. */
export function isPlainCapital(word: string): boolean {
  return plain.has(word) || /^[A-Z]{2,}s?$/.test(word) || /^[A-Z]{2,}\d*$/.test(word)
}

/** The words of `phrase` without the plain ones at its beginning; empty when none is left. */
export function withoutPlainStart(phrase: string): string {
  const words = phrase.split(' ')
  while (words[0] !== undefined && isPlainCapital(words[0])) words.shift()
  return words.join(' ')
}
