import { fold } from '#src/domain/near.ts'
import type { Chance } from './random.ts'

/** Everything here is invented: no agency, person or handle is taken from life. */
type Tongue = 'it' | 'es' | 'fr' | 'de' | 'en' | 'pt' | 'pl' | 'ro' | 'tr' | 'ar'

const AGENCIES: Readonly<Record<Tongue, readonly string[]>> = {
  it: [
    "L'Officina dei Creator",
    'Città Eterna LIVE',
    'Aurora Talent',
    'Marea Alta',
    'Studio Girandola',
    'Fratelli Brillanti',
    'Piazza Nuova',
    'Lanterna Rossa Media',
    'Sottosopra Lab',
    'Vento di Levante',
    "Quarto d'Ora",
    'Casa Meraviglia',
    'Bottega delle Voci',
    'Onda Lunga',
  ],
  es: [
    'Peña & Hermanos',
    'Grupo Alameda',
    'Faro Azul',
    'La Mañana Creativa',
    'Naranja y Sal',
    'Estudio Verbena',
    'Raíz Viva',
    'Dos Lunas Talento',
  ],
  fr: [
    'Étoile du Soir',
    "L'Atelier Lumière",
    'Rive Gauche LIVE',
    'Maison Pivoine',
    'Les Vagabonds',
    'Petite Scène & Cie',
    'Nuit Blanche Création',
  ],
  de: [
    'Nordlicht Kollektiv',
    'Grünwerk Live',
    'Studio Übermut',
    'Kranich & Söhne',
    'Blaue Stunde',
    'Funkenflug',
  ],
  en: [
    'Harbour Lane',
    'Brightside & Co',
    'Second Encore',
    'Foxglove Talent',
    'Paper Kite Live',
    'Northern Tune',
  ],
  pt: ['Maré Cheia', 'Casa do Coração', 'Azulejo LIVE', 'Sol Posto'],
  pl: ['Łąka Studio', 'Zielona Scena', 'Bursztyn Live'],
  ro: ['Floarea Media', 'Steaua Serii', 'Codru Creativ'],
  tr: ['Işık Sahnesi', 'Boğaz Yıldızları', 'Güneş Ajansı'],
  ar: ['Nakhla Live', 'Noor Collective', 'Sahra & Sons', 'Layali Media', 'Zellige Studio'],
}
/** When a tongue's own names are used up. */
const SECONDS = ['Due', 'Nova', 'Plus', 'Junior', 'Centro', 'Sud', 'Nord', 'Extra', 'Prima', 'Lab']

const FIRST: Readonly<Record<Tongue, readonly string[]>> = {
  it: ['Chiara', 'Marta', 'Davide', 'Elisa', 'Tommaso', 'Irene', 'Niccolò', 'Sofia'],
  es: ['Lucía', 'Íñigo', 'Marina', 'Álvaro', 'Nerea', 'Hugo'],
  fr: ['Chloé', 'Mathieu', 'Inès', 'Rémi', 'Océane', 'Bastien'],
  de: ['Jule', 'Jonas', 'Mareike', 'Jörg', 'Frieda', 'Lukas'],
  en: ['Poppy', 'Callum', 'Imogen', 'Rhys', 'Freya', 'Toby'],
  pt: ['Inês', 'João', 'Beatriz', 'Tiago'],
  pl: ['Zofia', 'Paweł', 'Hanna', 'Michał'],
  ro: ['Ioana', 'Andrei', 'Ștefania', 'Vlad', 'Ilinca', 'Radu'],
  tr: ['Elif', 'Çağlar', 'Defne', 'Emre', 'Ayla', 'Kerem'],
  ar: ['Layan', 'Yusuf', 'Salma', 'Karim', 'Amal', 'Idris', 'Rim', 'Nabil'],
}
const LAST: Readonly<Record<Tongue, readonly string[]>> = {
  it: ['Bellandi', "D'Orsana", 'Montefalchi', 'Rivalba', 'Santacroci', 'Vallechiara'],
  es: ['Arboleda', 'Peñalosa', 'Riverola', 'Castañer'],
  fr: ['Beaulavoir', "L'Hermière", 'Tournelac', 'Vigneront'],
  de: ['Ahrenfeld', 'Königsau', 'Tannwald', 'Sommerlath'],
  en: ["O'Marley", 'Thornbury-Vale', 'Wetherlow', 'Ashcombe'],
  pt: ['Valverdinho', 'Conceiçal', 'Montalvo'],
  pl: ['Lipowska', 'Brzezanek', 'Wierzbal'],
  ro: ['Codreanca', 'Luncanu', 'Brădet'],
  tr: ['Yıldızhan', 'Gökdere', 'Akpınarlı'],
  ar: ['Al Nakhil', 'Bensahra', 'El Marjane'],
}

const HANDLE: Readonly<Record<Tongue, readonly [readonly string[], readonly string[]]>> = {
  it: [
    [
      'luna',
      'brezza',
      'lupo',
      'stella',
      'miele',
      'ciliegia',
      'tuono',
      'fiaba',
      'zenzero',
      'corallo',
      'nuvola',
    ],
    [
      'velluto',
      'danza',
      'canta',
      'gioca',
      'notturna',
      'dipinta',
      'sincera',
      'a_zonzo',
      'in_onda',
      'sul_tetto',
    ],
  ],
  es: [
    ['faro', 'canela', 'duende', 'brisa', 'lince', 'azahar', 'trueno', 'cereza'],
    ['baila', 'canta', 'juega', 'nocturna', 'del_barrio', 'en_vivo', 'de_papel', 'errante'],
  ],
  fr: [
    ['plume', 'renard', 'cerise', 'orage', 'lilas', 'comete', 'biscuit', 'mistral'],
    ['qui_danse', 'enchante', 'joueur', 'de_minuit', 'en_scene', 'sauvage', 'du_toit'],
  ],
  de: [
    ['mond', 'fuchs', 'honig', 'wolke', 'funke', 'kirsche', 'falter'],
    ['tanzt', 'singt', 'zockt', 'nachts', 'am_fluss', 'im_regen', 'macht_musik'],
  ],
  en: [
    ['moon', 'clover', 'otter', 'ember', 'biscuit', 'thistle', 'comet'],
    ['plays', 'sings', 'after_dark', 'on_air', 'paints', 'wanders', 'tunes'],
  ],
  pt: [
    ['onda', 'sereia', 'limao', 'vento'],
    ['canta', 'na_rede', 'joga', 'do_sul'],
  ],
  pl: [
    ['sowa', 'wisnia', 'chmura', 'lisek'],
    ['gra', 'spiewa', 'w_nocy', 'maluje'],
  ],
  ro: [
    ['lupul', 'visina', 'norul', 'steluta'],
    ['canta', 'danseaza', 'pe_scena', 'de_seara'],
  ],
  tr: [
    ['ay', 'kiraz', 'bulut', 'tilki'],
    ['dansta', 'sahnede', 'geceleri', 'oyunda'],
  ],
  ar: [
    ['noor', 'nakhla', 'qamar', 'zahra'],
    ['live', 'tghanni', 'layl', 'plays'],
  ],
}

const tongue = (language: string): Tongue => (Object.hasOwn(AGENCIES, language) ? (language as Tongue) : 'en')

/** Hands out names, none twice. */
export interface Namer {
  agency(language: string): string
  person(language: string): string
  username(language: string): string
}

export const namer = (luck: Chance): Namer => {
  const taken = new Set<string>()
  const fresh = (propose: (attempt: number) => string): string => {
    for (let attempt = 0; ; attempt++) {
      const name = propose(attempt)
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
  return {
    agency: (language) => {
      const names = AGENCIES[tongue(language)]
      return fresh((attempt) => {
        const plain = names[attempt]
        if (plain !== undefined) return plain
        const number = attempt > 300 ? ` ${attempt - 300}` : ''
        return `${luck.oneOf(names)} ${luck.oneOf(SECONDS)}${number}`
      })
    },
    person: (language) =>
      fresh((attempt) => {
        const name = `${luck.oneOf(FIRST[tongue(language)])} ${luck.oneOf(LAST[tongue(language)])}`
        if (attempt < 30) return name
        return `${name}-${luck.oneOf(LAST[tongue(language)])}${attempt < 200 ? '' : ` ${attempt}`}`
      }),
    username: (language) => {
      const [nouns, verbs] = HANDLE[tongue(language)]
      return fresh(
        () => `${luck.oneOf(nouns)}${luck.oneOf(['.', '_', ''])}${luck.oneOf(verbs)}${luck.whole(10, 9999)}`,
      )
    },
  }
}

/** `.example` can never be anybody's address. */
export const emailOf = (person: string, house: string): string =>
  `${slug(person).replaceAll('-', '.')}@${slug(house)}.example`

const slug = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
