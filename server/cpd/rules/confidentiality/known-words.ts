const abbreviations = new Set(
  'AA AAC ABC ABE AC ACE ADHD ADL AI AMHP AND AOB AP ARE ASB ASC ASD ASYE BA BAME BASW BBC BIA BME BMI BSL BTEC CAF CAMHS CBT CC CCE CCG CCTV CD CE CEO CFA CGL CHC CHIN CIC CIN CJS CLA COP CP CPA CPC CPD CPN CPS CQC CRB CSA CSC CSE CV CWD DASH DBS DCS DFE DHSC DIY DMM DNA DNACPR DOB DOLS DP DPA DSL DV DVD DWP EA ECHR ED EDT EEA EET EHA EHC EHCP EMDR ES ESA ESOL EU EWCA EWCOP EWFC EWHC EYFS FAS FASD FBU FC FE FGC FGDM FGM FII FLO FOI FPC FT GCSE GDPR GMC GP GPS HCA HCPC HE HM HMCTS HMP HR HV IAPT ICB ICPC ICS ICT ID IDVA IMCA IMHA IPV IQ IRO ISA ISO ISVA IT ITV IVF JSNA KS LA LAC LADO LASPO LCSB LGBT LLM LPA LPS LSCB LSCP LT MA MAPPA MARAC MASH MBE MBU MCA MDT MHA MI MIND MOJ MP MS MSC MST NA NAI NB NEET NFA NHS NI NICE NISCC NMC NMDS NQSW NRPF NSPCC OBE OCD OFSTED OK OPG OT OTS PA PACE PC PCF PCSO PDF PE PEP PEX PHD PICU PIP PLO PM PPN PR PRU PSHE PSW PTSD PVE QA QC RAG RCN RE RIP RN RPR RSE RTS SAB SAR SARC SATS SCIE SCR SCRA SDQ SEN SENCO SEND SGO SI SLT SM SMART SMT SOB SPOC SSSC ST STEM STI SU SW SWE SWOT TA TAC TAF TED THE TLC TM TOR TV UASC UC UCAS UK UN UNCRC UNHCR US USA USB VAT VAWG VC VCS VE VHS WHO WM XL YJS YMCA YOI YOT YP AM GMT BST'.split(
    ' ',
  ),
)

/** True for an abbreviation that people in this work use; such capitals are nobody's initials. */
export function isAbbreviation(capitals: string): boolean {
  return abbreviations.has(capitals.replace(/[. ]/g, '').toUpperCase())
}

// Writers, judges and people after whom something public is called, by surname.
const authors = new Set(
  'Ainsworth Argyris Aristotle Bandura Beck Belbin Bion Bowlby Brandon Bronfenbrenner Brown Burnham Caldicott Casey Cleaver Climbié Climbie Connelly Cooper Crittenden Dewey Egan Erikson Featherstone Ferguson Fook Forrester Foucault Francis Fraser Freire Freud Gibbs Gillick Goffman Goleman Hardy Hart Hawkins Howe Hughes Ixer Jay Kahneman Kant Karpman Kinman Kirkpatrick Kitwood Kolb Kubler-Ross Kübler-Ross Labinjo-Hughes Laming Lawrence Lundy MacAlister Maslow McFarlane McGowan Mezirow Miller Montessori Morrison Munby Munro Nightingale Pelka Perry Piaget Prochaska Rogers Rollnick Rolfe Ruch Rutter Schein Schon Schön Shemmings Shier Siegel Skinner Stern Tew Thompson Trevithick Trowler Turnell Vygotsky Winnicott Wonnacott Worden Banaji Beddoe Braye Cherry Golding Harwin Keddell Leigh Orr Preston-Shoot Chomsky Colwell Hobson Kempe Marmot Wilkinson Yunkaporta'.split(
    ' ',
  ),
)

// Services, charities and systems that a text may name without naming a person.
const organisations = new Set(
  'Barnardo Barnardos Cafcass Mind Shelter Refuge Samaritans Childline Frontline Kooth Relate Mencap Scope Ofsted Surestart Sure Citizens Homestart Home-Start Skills Age Turning Change Women Alzheimer Parkinson Macmillan Marie Headway Sense Carers Coram Action Family Place2Be YoungMinds Mosaic Liquidlogic Eclipse Teams Zoom Zoomed Copilot Turn2us StepChange Stonewall Mermaids Gingerbread Contact Become Crisis Centrepoint Rethink Beat Cruse Winston Sands Tommy Al-Anon Alcoholics Narcotics Frank Universal Housing Jobcentre Motability Casecircle Ofcom Unison Unicef Brexit Covid Down Asperger Tourette Makaton PECS Mental Gillick Lundy Netflix Minecraft Fortnite Roblox Playstation Lego Disney Ofsted Whatsapp Beavers Cubs Scouts Brownies Guides Rainbows Monopoly Jenga Uno Google Amazon Tesco Asda Aldi Lidl Greggs'.split(
    ' ',
  ),
)

/** True for the first word of a service, a charity, a system or a thing to play with. */
export function isOrganisation(word: string): boolean {
  return organisations.has(word)
}

/** True for a surname that stands for a book, a theory, a judgment or a public inquiry. */
export function isAuthor(surname: string): boolean {
  return authors.has(surname.replace(/['’]s?$/, ''))
}

/** What follows a name that stands for something public: "the Francis report", "Clare's Law". */
export const publicThing =
  /^(?:['’]s)? (?:Law|Rule|[Ii]nquiry|[Rr]eview|[Rr]eport|[Gg]uidelines?|[Cc]ompeten(?:ce|t|cy)|[Mm]odel|[Cc]ycle|[Ff]ramework|[Pp]rinciples|[Tt]heory|[Tt]raining|[Mm]andatory|[Ll]adder|[Ww]indow|[Ff]oundation|[Tt]rust|[Aa]ct|[Tt]riangle|[Hh]ierarchy|[Jj]udgment|[Ll]ectures?|[Bb]ook|[Pp]odcast|Ambulance)\b/
/** What follows the name of somebody who is cited. */
export const citation = /^(?:['’]s)?,? (?:et al|and colleagues|and others|\(?(?:19|20)\d{2})/
