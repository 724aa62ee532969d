import { counting } from './counted.ts'
import type { Strings } from './en.ts'
import { bold, code } from './quote.ts'

const more = (near: readonly string[]) =>
  near.length > 0 ? ` Forse intendevi ${near.map(bold).join(', ')}?` : ''
const PERIODS =
  'I periodi sono `ieri`, `7g`, `28g`, `mese`, `settimana-scorsa`, `mese-scorso`, o due giorni: `2026-09-01..2026-09-15`.'
const some = (p: { shown: number; all: number }) => (p.all > p.shown ? ` (${p.shown} di ${p.all})` : '')
const count = counting('it')
const within = (days: number | undefined) =>
  days === undefined ? '' : ` in ${count(days, 'giorno', 'giorni')}`

/** `dal 9 set`, but `dall’8 set`: the article bows to the number that is spoken. */
const elided = (full: string, short: string) => (day: string) =>
  /^(8|11)\b/.test(day) ? `${short}’${day}` : `${full} ${day}`
const dal = elided('dal', 'dall')
const del = elided('del', 'dell')
const il = elided('il', 'l')
const al = elided('al', 'all')
/** `il primo`, `la prima`: of the days only Sunday is a lady. */
const thatOne = (nth: string, weekday: string) => (weekday === 'domenica' ? `la ${nth}a` : `il ${nth}o`)
const onThe = (day: number) => (day === 1 ? 'il 1º' : day === 8 || day === 11 ? `l’${day}` : `il ${day}`)

/** `in #live-it`, but to a person nothing is posted `in`. */
const inPlace = (place: string) => (/^<@/.test(place) ? `in privato per ${place}` : `in ${place}`)

export const it: Strings = {
  locale: 'it',
  commands: {
    digest: {
      word: '',
      help: 'Un’anteprima privata di un riepilogo; con `mie`, delle agenzie che segui',
      example: '/digest IT 7g',
    },
    'digest subscribe': {
      word: 'iscrivi',
      help: 'Pubblicarlo qui a orari fissi',
      example: '/digest iscrivi tutti feriali alle 09:00 fuso:Europe/Rome lingua:it',
    },
    'digest why': {
      word: 'perché',
      help: 'I numeri dietro a una segnalazione, e da dove vengono',
      example: '/digest perché INS-3K7QX0AB',
    },
    'digest mute': {
      word: 'silenzia',
      help: 'Non sentirne parlare per un po’; da solo, che cosa è silenziato',
      example: '/digest silenzia INS-3K7QX0AB 14g in ferie',
    },
    'digest list': { word: 'elenco', help: 'I riepiloghi che arrivano da soli', example: '/digest elenco' },
    'digest edit': {
      word: 'modifica',
      help: 'Cambiare di che cosa parla, e quando esce',
      example: '/digest modifica DIG-4',
    },
    'digest preview': {
      word: 'anteprima',
      help: 'Che cosa uscirebbe',
      example: '/digest anteprima DIG-4 alle:"2026-03-29 09:00"',
    },
    'digest test': { word: 'prova', help: 'Mandarlo solo a me, adesso', example: '/digest prova DIG-4' },
    'digest history': {
      word: 'storico',
      help: 'Che cosa è uscito, in ritardo o saltato, e perché',
      example: '/digest storico DIG-4',
    },
    'digest pause': { word: 'pausa', help: 'Fermarne uno per un po’', example: '/digest pausa DIG-4' },
    'digest resume': { word: 'riprendi', help: 'Farlo arrivare di nuovo', example: '/digest riprendi DIG-4' },
    'digest unsubscribe': { word: 'disiscrivi', help: 'Terminarlo', example: '/digest disiscrivi DIG-4' },
    'digest alert': {
      word: 'avviso',
      help: 'Avvisa tra un riepilogo e l’altro: una soglia, una variazione, un tipo di segnalazione, nuovi creator; da solo apre il modulo',
      example: '/digest avviso IT diamanti < 10000',
    },
    'digest alerts': {
      word: 'avvisi',
      help: 'Le regole che avvisano tra un riepilogo e l’altro',
      example: '/digest avvisi',
    },
    followup: {
      word: '',
      help: 'Assegna un follow-up; senza persona, a te',
      example: '/followup @tom chiama Aurora entro venerdì !alta agenzia:"Aurora Talent"',
    },
    'followup list': {
      word: 'elenco',
      help: 'I tuoi, quelli del team, in ritardo, fatti o in attesa',
      example: '/followup elenco scadute',
    },
    'followup done': {
      word: 'fatto',
      help: 'È fatto, e com’è andata',
      example: '/followup fatto FU-12 firmano lunedì',
    },
    'followup snooze': {
      word: 'rimanda',
      help: 'Non ora: ricordamelo quel giorno',
      example: '/followup rimanda FU-12 lunedì',
    },
    'followup assign': {
      word: 'assegna',
      help: 'Passarlo a qualcun altro',
      example: '/followup assegna FU-12 @anna',
    },
    'followup edit': {
      word: 'modifica',
      help: 'Cambiare che cosa dice',
      example: '/followup modifica FU-12',
    },
    'followup cancel': { word: 'annulla', help: 'Non serve più', example: '/followup annulla FU-12' },
    'followup reopen': { word: 'riapri', help: 'Non è ancora fatto', example: '/followup riapri FU-12' },
    'followup outcomes': {
      word: 'risultati',
      help: 'Quali azioni funzionano: che cosa ne è stato dei numeri',
      example: '/followup risultati 90g',
    },
    'followup block': {
      word: 'blocca',
      help: 'Aspetta qualcuno o qualcosa; `off` quando non aspetta più',
      example: '/followup blocca FU-12 da @tom su "il nuovo contratto"',
    },
    'followup note': {
      word: 'nota',
      help: 'Aggiunge una riga alla sua storia',
      example: '/followup nota FU-12 richiamano lunedì',
    },
    'followup watch': {
      word: 'segui',
      help: 'Sapere come va a finire; con una persona, farlo sapere a lei',
      example: '/followup segui FU-12',
    },
    'followup unwatch': { word: 'smetti', help: 'Non seguirlo più', example: '/followup smetti FU-12' },
    'followup show': {
      word: 'mostra',
      help: 'Tutto quello che se ne sa: da dove viene e ogni modifica',
      example: '/followup mostra FU-12',
    },
    'followup repeat': {
      word: 'ripeti',
      help: 'Torna: ogni quanto; `basta` quando non più',
      example: '/followup ripeti FU-12 ogni lunedì',
    },
    'followup check': {
      word: 'lista',
      help: 'La sua lista: `aggiungi`, `fatto`, `riapri`, `togli`',
      example: '/followup lista FU-12 fatto 2',
    },
    request: {
      word: '',
      help: 'Chiedi qualcosa a prodotto, contenuti, operations o sicurezza; da solo apre il modulo',
      example: '/request prodotto il pannello regali è lento su iPad !alta',
    },
    'request list': {
      word: 'elenco',
      help: 'Che cosa aspetta risposta',
      example: '/request elenco team:prodotto',
    },
    'request take': { word: 'prendi', help: 'Me ne occupo io', example: '/request prendi REQ-7' },
    'request done': {
      word: 'fatto',
      help: 'Risposta data',
      example: '/request fatto REQ-7 risolto nella 31.2',
    },
    'request decline': {
      word: 'rifiuta',
      help: 'Non si farà, e perché',
      example: '/request rifiuta REQ-7 non in questo trimestre',
    },
    'agency brief': {
      word: 'scheda',
      help: 'Un’agenzia in una pagina: numeri, segnalazioni, follow-up e richieste',
      example: '/agency scheda Aurora Talent',
    },
    'regia help': { word: 'aiuto', help: 'Che cosa sa fare Regia', example: '/regia aiuto' },
    'regia import': {
      word: 'importa',
      help: 'Come arrivano gli export, e gli ultimi import',
      example: '/regia importa',
    },
    'regia settings': {
      word: 'impostazioni',
      help: 'In quale canale ogni team legge le richieste, e quanto scrivo di mia iniziativa',
      example: '/regia impostazioni',
    },
    'regia away': {
      word: 'assente',
      help: 'Fino a quando non ci sei e chi ti sostituisce; `off` quando torni',
      example: '/regia assente fino al 7 dic sostituto @anna',
    },
    'regia hours': {
      word: 'orari',
      help: 'Quando lavori: i promemoria arrivano solo allora',
      example: '/regia orari 9-18 lun-ven',
    },
    'regia escalation': {
      word: 'solleciti',
      help: 'Chi viene avvisato, e quando, se un follow-up è in ritardo',
      example: '/regia solleciti',
    },
  },
  args: {
    repeats: 'ogni lunedì',
    checks: 'aggiungi … | fatto 2 | riapri 2 | togli 2',
    scope: 'area, mercato o agenzia',
    period: 'periodo',
    cadence: 'quando',
    what: 'testo',
    owner: 'persona',
    agency: 'agenzia',
    creator: 'creator',
    ref: 'numero',
    length: 'per quanto',
    at: 'alle',
    as: 'persona',
    reason: 'perché',
    desk: 'team',
    answer: 'testo',
    until: 'giorno',
    outcome: 'com’è andata',
    note: 'testo',
    on: 'che cosa | off',
    who: 'persona',
    by: 'entro',
    date: 'data',
    mark: '!alta',
    rule: 'area, mercato o agenzia, poi diamanti < 10000, diamanti -30% o nuovi creator',
    which: 'regola',
    kind: 'tipo',
    severity: 'gravità',
    cooldown: 'giorni',
  },
  form: {
    cancel: 'Annulla',
    open: 'Apri il modulo',
    youTyped: 'Hai scritto',
    thatChannel: 'quel canale',
    again: 'Premi di nuovo, per favore: la finestra di Slack si era chiusa prima che potessi rispondere.',
    cut: ({ field, length, max, over }) =>
      `*${field}* contiene ${count(max, 'carattere', 'caratteri')}, e ne hai scritti ${length}. Gli ultimi ${over} non ci stavano; eccoli:`,
    keptFor: 'Non è andato perso nulla: riapri il modulo con quello che avevi inserito.',
    chosen:
      'È già stato fatto, oppure l’hai scritto più di un giorno fa. Se serve ancora, scrivilo di nuovo.',
  },
  refusals: {
    'form.text': () => 'Scrivi qualcosa qui.',
    'form.person': () => 'Scegli una persona.',
    'form.date': () => 'Scegli un giorno.',
    'form.channel': () => 'Scegli un canale.',
    'form.choice': () => 'Scegli una voce.',
    'form.time': () => 'Scegli un orario.',
    'form.dateFar': () => 'Scegli un giorno entro un anno.',
    'form.datePast': () => 'Questo giorno è passato: scegli oggi o più avanti.',
    'form.timePast': () => 'Quest’ora è passata: scegline una più tardi.',
    'home.nothing': () => 'Non hai spuntato niente. Spunta prima quelli che ti interessano.',
    'home.one': () => 'Ne hai spuntati più di uno. Spunta solo quello che vuoi aprire.',
    'form.timeAlone': () => 'Scegli anche un giorno.',
    'args.usage': ({ usage }) => `Manca qualcosa. Scrivi così: ${code(usage)}`,
    'args.text': ({ usage }) => `Manca il testo: di’ di che cosa si tratta. Scrivi così: ${code(usage)}`,
    'args.value': ({ typed, values }) => `Non posso usare ${bold(typed)}. Lì conosco: ${code(values)}`,
    'args.after': ({ typed, example }) => `Non posso usare ${bold(typed)}. Scrivi così: ${code(example)}`,
    'args.quote': ({ typed }) =>
      `Le virgolette prima di ${bold(typed)} non si chiudono. Chiudile dove finisce il nome, o toglile.`,
    'args.long': ({ length, max }) =>
      `È troppo lungo: ${count(length, 'carattere', 'caratteri')}, e ne conservo al massimo ${max}. Accorcia quello che hai scritto e invialo di nuovo.`,
    'args.word': ({ word, expected }) => `Qui non capisco ${bold(word)}. Scrivi così: ${code(expected)}`,
    'args.priority': ({ word }) =>
      `${bold(word)} non è una priorità: usa \`!alta\`, \`!normale\` o \`!bassa\`.`,
    'args.option': ({ option }) =>
      `Non posso usare ${bold(option)}: controlla che cosa c’è dopo i due punti.`,
    'args.optionNear': ({ option, meant }) =>
      `Non conosco l’opzione ${bold(option)}. Forse intendevi ${bold(meant)}?`,
    'command.unknown': ({ word, command }) =>
      `Non conosco ${bold(word)}. \`${command} aiuto\` mostra che cosa so fare.`,
    'command.near': ({ typed, meant }) =>
      `Forse intendevi ${code(meant)}? Con ${bold(typed)} non ho fatto nulla.`,
    'due.unreadable': ({ typed }) =>
      `Non riesco a leggere ${bold(typed)} come giorno. Prova \`entro venerdì alle 15\`, \`entro il 4 dic\` o \`entro 2026-12-04\`; in fondo alla riga anche \`tra 3 giorni\`.`,
    'due.none': ({ typed }) =>
      `${bold(typed)} non esiste: non c’è un giorno o un’ora così. Controlla il numero, il mese e il giorno della settimana; prima il giorno, poi il mese.`,
    'due.near': ({ typed, meant }) =>
      `Non riesco a leggere ${bold(typed)} come giorno. Forse intendevi ${bold(meant)}?`,
    'due.past': ({ day }) => `${bold(day)} è passato. Scegli un giorno o un’ora più avanti.`,
    'due.either': ({ typed, near }) =>
      `${bold(typed)} si può intendere in più modi: ${near.map((it) => bold(it)).join(' oppure ')}. Quale intendi?`,
    'alert.unreadable': ({ typed, place }) =>
      `Non riesco a leggere ${bold(typed)} come una regola. Scrivi dove e che cosa tenere d’occhio: ${[`diamanti < 10000`, `ore -30%`, `tipo:spento`, `nuovi creator`].map((it) => code(`${place ?? 'tutti'} ${it}`)).join(', ')}.`,
    'alert.kind': ({ typed, known }) =>
      `Non conosco nessun tipo di segnalazione ${bold(typed)}. Ci sono ${known}.`,
    'alert.severity': ({ typed, known }) => `${bold(typed)} non è una gravità. Ci sono ${known}.`,
    'alert.number': () => 'Scrivi qui un numero, come 10000; per una variazione la percentuale, come 30.',
    'alert.sign': () =>
      'Scrivi il numero senza questo segno: se è di più o di meno lo dice già la scelta qui sopra.',
    'alert.coolDown': ({ typed }) =>
      `Non posso usare ${bold(typed)} come pausa tra due avvisi. Scrivi da uno a trenta giorni: \`intervallo:3g\`.`,
    'alert.unknown': ({ ref }) =>
      `Non conosco nessuna regola ${bold(ref)}. \`/digest avvisi\` mostra quelle che ci sono.`,
    'alert.which': () => 'Di’ quale regola: `/digest avviso pausa ALR-3`. `/digest avvisi` le mostra.',
    'alert.over': ({ ref }) => `${ref} è stata eliminata. \`/digest avviso\` ne crea una nuova.`,
    'alert.elsewhere': ({ ref, owner }) =>
      `${ref} è di <@${owner}>. Modificala nel canale dove avvisa, o chiedi lì.`,
    'alert.lost': () =>
      'Non riesco più a leggere la condizione di quella regola: modificala, oppure eliminala e creane una nuova.',
    'alert.same': ({ ref }) => `${ref} tiene già d’occhio proprio questo, e lo segnala nello stesso posto.`,
    'scope.unknown': ({ name, near, known }) =>
      `Non conosco un’area, un mercato o un’agenzia di nome ${bold(name)}.${more(near)}${known && ` Ci sono ${known}, e ogni agenzia con il suo nome.`}`,
    'scope.notMine': () =>
      'Non segui nessuna agenzia: nell’elenco delle agenzie nessuna ha come `manager_email` l’indirizzo del tuo profilo Slack.',
    'scope.word': ({ word, scope }) => `Capisco ${bold(scope)} ma non ${bold(word)}. ${PERIODS}`,
    'period.unknown': ({ typed }) => `${bold(typed)} non è un periodo. ${PERIODS}`,
    'period.near': ({ typed, meant }) =>
      `Non conosco il periodo ${bold(typed)}. Forse intendevi ${code(meant)}?`,
    'period.reversed': ({ typed, meant }) =>
      `${bold(typed)} finisce prima di cominciare. Forse intendevi ${code(meant)}?`,
    'period.noDay': ({ typed }) =>
      `${bold(typed)} non esiste: nel calendario non c’è un giorno così. Scrivi due giorni in questo modo: \`2026-09-01..2026-09-15\``,
    'period.two': ({ first, second }) =>
      `Un riepilogo ha un solo periodo, e ne hai indicati due: ${bold(first)} e ${bold(second)}. Scegline uno, o due giorni: \`2026-09-01..2026-09-15\``,
    'agency.unknown': ({ name, near }) => `Non conosco un’agenzia di nome ${bold(name)}.${more(near)}`,
    'creator.unknown': ({ name, near }) => `Non conosco un creator di nome ${bold(name)}.${more(near)}`,
    'task.empty': () => 'Manca che cosa c’è da fare.',
    'task.owner': () => 'Manca la persona che se ne occupa.',
    'task.person': ({ said }) =>
      `${bold(said)} non è un id di Slack né un indirizzo e-mail che Slack abbia comunicato.`,
    'task.zone': ({ said }) => `${bold(said)} non è un fuso orario; scrivine uno come Europe/Rome.`,
    'task.moment': ({ said }) => `${bold(said)} non è un istante con il suo fuso, come 2026-09-15T09:00:00Z.`,
    'task.state': ({ said }) => `${bold(said)} non è uno stato: aperto, in corso, fatto o annullato.`,
    'task.key': ({ key }) => `La chiave ${bold(key)}… supera i 200 caratteri.`,
    'task.twice': ({ key }) => `La chiave ${bold(key)} c’era già in questo file.`,
    'repeats.unreadable': (p) =>
      `Non capisco ${bold(p.typed)} come qualcosa che si ripete. Scrivi \`ogni lunedì alle 10\`, \`il 15 di ogni mese\`, \`ogni primo giorno lavorativo\`; \`fino a giugno\` o \`5 volte\` lo fa finire.`,
    'repeats.over': () => 'Finirebbe prima di cominciare: quella fine è già passata.',
    'repeats.not': (p) => `${bold(p.ref)} non si ripete. Con \`/followup ripeti ${p.ref} ogni lunedì\` sì.`,
    'checks.none': (p) =>
      `${bold(p.ref)} non ha una lista. \`/followup lista ${p.ref} aggiungi chiamarli\` la comincia.`,
    'checks.how': (p) =>
      `Di’ che cosa fare: \`/followup lista ${p.ref} aggiungi chiamarli\`, \`fatto 2\`, \`riapri 2\` o \`togli 2\`.`,
    'checks.unknown': (p) =>
      `Nella lista di ${bold(p.ref)} non c’è ${bold(p.typed)}. \`/followup lista ${p.ref}\` ne mostra i numeri.`,
    'checks.many': (p) => `Una lista ha al massimo ${count(p.max, 'voce', 'voci')}.`,
    'checks.long': (p) => `Una voce della lista ha al massimo ${count(p.max, 'carattere', 'caratteri')}.`,
    'followup.unknown': ({ ref }) => `Non c’è un follow-up ${bold(ref)}. \`/followup elenco\` mostra i tuoi.`,
    'followup.closed': ({ ref }) => `${bold(ref)} è già chiuso. \`/followup riapri ${ref}\` lo riapre.`,
    'hours.unreadable': (p: { typed: string }) =>
      `Non riesco a leggere orari in ${bold(p.typed)}. Scrivili così: \`9-18 lun-ven\`, oppure \`soliti\`.`,
    'away.delegate': () => 'A sostituirti deve essere un’altra persona: scegline una diversa.',
    'followup.notOwner': (p: { ref: string; owner: string }) =>
      `${bold(p.ref)} è di ${p.owner}. Con *Riassegna* sulla sua scheda lo prendi tu.`,
    'followup.open': ({ ref }) => `${bold(ref)} è già aperto.`,
    'followup.notYours': ({ ref, owner, reporter, leads }) =>
      `${bold(ref)} è per ${owner}${reporter ? `, e l’ha chiesto ${reporter}` : ''}: ${reporter ? 'possono modificarlo solo loro' : `può modificarlo solo ${owner}`}${leads ? ` e chi coordina (${leads})` : ''}. Chiedi a uno di loro, oppure \`/followup segui ${ref}\` per sapere come va a finire.`,
    'followup.notNoted': ({ ref }) =>
      `Le note a ${bold(ref)} le aggiunge solo chi ha a che fare con lui. Prima: \`/followup segui ${ref}\`.`,
    'followup.notDone': ({ ref }) =>
      `${bold(ref)} non è ancora completato. \`/followup fatto ${ref} com’è andata\` lo chiude.`,
    'followup.blockWhat': ({ ref }) =>
      `Di’ che cosa aspetta: \`/followup blocca ${ref} da @persona\` o \`su "qualcosa"\`; \`off\` quando non aspetta più.`,
    'followup.undoOver': ({ ref }) =>
      `*Annulla* vale solo per i primi dieci minuti. Nella scheda di ${bold(ref)} scegli *Annullalo*, oppure scrivi \`/followup annulla ${ref}\`.`,
    'followup.notBlocked': ({ ref }) => `${bold(ref)} non aspetta niente.`,
    'followup.blockSelf': ({ ref, owner }) =>
      `${bold(ref)} è di ${owner}: non può aspettare chi deve farlo. Indica un’altra persona, o che cosa aspetta.`,
    'followup.watched': ({ ref, who }) => `${who} segue già ${bold(ref)}.`,
    'followup.unwatched': ({ ref, who }) => `${who} non segue ${bold(ref)}.`,
    'form.somebody': () => 'Scegli una persona, o scrivi che cosa aspetta.',
    'settings.emoji': () => 'Scrivi il nome di una emoji, per esempio pushpin.',
    'settings.leads': ({ leads }) => `Chi coordina lo cambia solo chi già coordina. Chiedi a ${leads}.`,
    'request.unknown': ({ ref }) =>
      `Non c’è una richiesta ${bold(ref)}. \`/request elenco\` mostra che cosa aspetta.`,
    'request.closed': ({ ref }) => `${bold(ref)} è già chiusa.`,
    'request.taken': ({ ref, who }) =>
      `${bold(ref)} è già di <@${who}>. Puoi comunque rispondere, con *Fatto* o *Rifiuta*.`,
    'request.reason': ({ ref }) =>
      `Di’ perché, così chi ha chiesto lo sa: \`/request rifiuta ${ref} il motivo\``,
    'digest.unknown': ({ ref }) => `Non c’è un riepilogo ${bold(ref)}. \`/digest elenco\` li mostra.`,
    'insight.unknown': ({ ref }) =>
      `Non c’è nessuna segnalazione ${bold(ref)}, o non c’è più. Il suo numero è alla fine della riga nel riepilogo.`,
    'insight.number': ({ word }) =>
      `${bold(word)} non è il numero di una segnalazione: quello sta in fondo alla sua riga in un riepilogo, come \`INS-3K7QX0AB\`.`,
    'mute.length': ({ typed }) =>
      `${bold(typed)} non è un tempo per cui posso tacere: da 1 a 366 giorni, come \`14g\` o \`2s\`.`,
    'digest.number': ({ word }) =>
      `${bold(word)} non è il numero di un riepilogo, come \`DIG-4\`. \`/digest elenco\` li mostra.`,
    'digest.noSlot': ({ ref }) => `Secondo i suoi orari ${bold(ref)} non uscirà più.`,
    'digest.notFor': ({ ref, who }) => `${bold(ref)} esce dove <@${who}> non lo vede.`,
    'digest.at': ({ typed }) =>
      `Non capisco il momento ${bold(typed)}. Scrivilo così: \`alle:"2026-03-29 09:00"\`.`,
    'digest.over': ({ ref }) =>
      `${bold(ref)} è terminato e non riparte. \`/digest iscrivi\` ne fa partire uno nuovo.`,
    'digest.elsewhere': ({ ref, channel, owner }) =>
      `${bold(ref)} esce ${inPlace(channel)}: scrivilo lì, o chiedi a <@${owner}>, di cui è.`,
    'digest.same': ({ ref }) => `Qui arriva già: è ${bold(ref)}. \`/digest elenco\` lo mostra.`,
    'digest.noNumbers': () =>
      'Non ci sono ancora numeri. Trascina un export della piattaforma in un canale dove sono: `/regia importa` spiega come.',
    'digest.cadence': ({ typed, meant }) =>
      `Non capisco ${bold(typed)}. Forse intendevi ${code(meant)}? Conosco \`giornaliero\`, \`feriali\`, \`settimanale\`, \`mensile\` o una riga cron tra virgolette.`,
    'digest.weekday': ({ typed, cron }) =>
      `Qui non capisco ${bold(typed)}. Ogni lunedì si dice \`settimanale\`; per un giorno qualsiasi serve una riga cron tra virgolette, qui ${code(cron)}.`,
    'digest.cron': ({ typed }) =>
      `${bold(typed)} non è una riga cron che posso usare: cinque campi, al massimo una volta all’ora, come \`"0 9 * * 1-5"\`.`,
    'schedule.zone': ({ zone }) =>
      `Non conosco il fuso orario ${bold(zone)}. Usa un nome come \`Europe/Rome\`.`,
    'schedule.holidays': () =>
      'Qui non conosco giorni festivi: si tratta di più paesi, e il fuso orario non è di nessun paese. Indica un fuso come `fuso:Europe/Rome`.',
    'schedule.lang': ({ typed }) => `Parlo \`en\` e \`it\`, non ${bold(typed)}.`,
    'channel.needed': () => 'Usalo in un canale.',
    'channel.notJoined': ({ channel }) => `Non sono in ${channel}. Prima invitami lì: \`/invite @Regia\``,
    'channel.archived': ({ channel }) => `${channel} è archiviato. Scegli un altro canale.`,
    'channel.shut': ({ channel }) =>
      `${channel} è archiviato e lì non posso pubblicare. Quando qualcuno lo riapre, chiedo io se deve ripartire.`,
    'channel.shared': ({ channel }) =>
      `${channel} è condiviso con un’altra organizzazione, e lì non metto i numeri. Quando non lo è più, chiedo io se deve ripartire.`,
    'channel.external': () =>
      'Questo canale è condiviso con un’altra organizzazione, quindi non ci metto i numeri.',
    'person.deactivated': ({ name }) => `${bold(name)} non è più in questo workspace. Scegli qualcun altro.`,
    'person.unknown': ({ name, near }) =>
      `Qui non conosco nessuno di nome ${bold(name)}.${more(near)} Scegli una persona dall’elenco che Slack mostra quando scrivi \`@\`.`,
    'person.two': ({ first, second }) =>
      `Un follow-up è di una persona sola, e hai nominato ${first} e ${second}. Nominane una; l’altra può stare nel testo.`,
    'person.bot': ({ name }) => `${bold(name)} è un’app e non può promettere nulla. Scegli una persona.`,
    'file.over': () =>
      'Di questo file qualcuno si è occupato un attimo fa: la scheda mostra com’è andata, e non resta nulla da premere.',
    'file.unknown': () => 'Non ricordo più questo file. Trascinalo qui di nuovo.',
    'columns.missing': () => 'Un file di questo tipo senza non dice nulla: scegli la sua colonna.',
    'columns.taken': () => 'Questa colonna è già scelta per qualcos’altro. Scegline un’altra, o nessuna.',
    'changed.meanwhile': () =>
      'Qualcuno l’ha cambiato un attimo fa. La scheda ora mostra com’è: guardala di nuovo.',
  },
  trouble: {
    unexpected: ({ ref }) =>
      `Qualcosa è andato storto da parte mia e non è cambiato nulla. Cita \`${ref}\` se lo segnali.`,
    notPosted: ({ where, why, what }) =>
      `Non ho potuto pubblicare in ${where}: ${why}. Volevo dire questo: ${what}`,
    reasons: {
      not_in_channel: 'non sono in quel canale; invitami con `/invite @Regia`',
      channel_not_found: 'il canale non c’è più, o non posso vederlo',
      is_archived: 'il canale è archiviato',
      missing_scope:
        'mi manca un’autorizzazione che lì serve; chi gestisce Regia me la ridà reinstallando l’app con il suo manifest',
      other: 'Slack l’ha rifiutato',
      unknown_outcome: 'Slack non ha detto se è arrivato; guarda lì prima di pubblicarlo di nuovo',
    },
    paused: ({ ref }) => `Ho messo in pausa ${ref}; \`/digest riprendi ${ref}\` lo fa ripartire.`,
    pausedRule: ({ ref }) => `Ho messo in pausa ${ref}; \`/digest avviso riprendi ${ref}\` la riattiva.`,
  },
  priority: { high: 'alta', normal: 'normale', low: 'bassa' },
  state: {
    open: 'aperto',
    in_progress: 'in corso',
    done: 'completato',
    cancelled: 'annullato',
  },
  desk: { product: 'Prodotto', content: 'Contenuti', operations: 'Operations globali', safety: 'Sicurezza' },
  metric: {
    diamonds: 'Diamanti',
    live_minutes: 'Ore di LIVE',
    valid_days: 'Giorni validi',
    new_followers: 'Nuovi follower',
    streams: 'LIVE effettuate',
    active: 'Creator in LIVE',
  },
  chart: {
    kind: {
      pulse: 'Grafico a linee',
      movers: 'Grafico a barre',
      sparks: 'Piccoli grafici a linee',
      heatmap: 'Calendario dei giorni',
    },
    nameless: ({ n }) => `N. ${n}`,
    nothing: 'Ancora nessun dato',
    more: ({ n }) => (n === 1 ? 'e un altro' : `e altri ${n}`),
    change: 'Variazione',
    oneDay: ({ value, day }) => `${value} (${day})`,
    eachDay: ({ value }) => `${value} ogni giorno`,
    span: ({ high, highDay, low, lowDay }) => `Massimo ${high} (${highDay}), minimo ${low} (${lowDay})`,
    against: ({ change }) => `Variazione: ${change}.`,
    newest: ({ value, day }) => `Ultimo giorno, ${day}: ${value}.`,
    unknown: ({ n }) => `Per ${count(n, 'giorno', 'giorni')} mancano i dati.`,
  },
  stopped: {
    why: {
      is_archived: ({ ref, scope, channel }) =>
        `Ho messo in pausa ${ref} (${scope}): ${channel} è stato archiviato.`,
      channel_not_found: ({ ref, scope, channel }) =>
        `Ho messo in pausa ${ref} (${scope}): ${channel}, dove usciva, non c’è più.`,
      not_in_channel: ({ ref, scope, channel }) =>
        `Ho messo in pausa ${ref} (${scope}): non faccio più parte di ${channel}.`,
      is_ext_shared: ({ ref, scope, channel }) =>
        `Ho messo in pausa ${ref} (${scope}): ${channel} ora è condiviso con un’altra organizzazione, e lì non metto i numeri.`,
    },
    mend: {
      is_ext_shared: ({ ref }) =>
        `Quando non è più condiviso, ti chiedo se deve ripartire. Intanto puoi farlo partire in un altro canale con \`/digest iscrivi\`, e terminare questo con \`/digest disiscrivi ${ref}\`.`,
      is_archived: () => 'Se qualcuno lo riapre, ti chiedo se deve ripartire.',
      channel_not_found: ({ ref }) =>
        `Fallo partire in un altro canale con \`/digest iscrivi\`, e termina questo con \`/digest disiscrivi ${ref}\`.`,
      not_in_channel: () => 'Invitami lì con `/invite @Regia`, e ti chiedo se deve ripartire.',
    },
    back: ({ ref, scope, channel }) =>
      `Posso di nuovo pubblicare in ${channel}. ${ref} (${scope}) è in pausa: deve ripartire?`,
    resume: 'Fallo ripartire',
    resumeAbout: ({ ref }) => `Fai ripartire ${ref}`,
    orphan: ({ ref, scope, channel, who }) =>
      `${who}, che aveva creato ${ref} (${scope}, ${channel}), non è più attivo qui. Il riepilogo continua, ma se qualcosa non va non lo sa nessuno: lo saprà chi lo prende in carico.`,
    taken: ({ ref, scope, channel, who }) =>
      `${who} ha preso in carico ${ref} (${scope}, ${channel}): se qualcosa non va, lo dico a ${who}.`,
    take: 'Lo prendo io',
    takeAbout: ({ ref }) => `Prendi in carico ${ref}`,
    yours: ({ ref }) => `Ora ${ref} è tuo: se qualcosa non va, lo dico a te.`,
    hasOwner: ({ ref, owner }) => `${ref} è di ${owner}.`,
    listed: {
      is_archived: 'in pausa: il suo canale è archiviato',
      channel_not_found: 'in pausa: il suo canale non c’è più',
      not_in_channel: 'in pausa: non faccio più parte del suo canale',
      is_ext_shared: 'in pausa: il suo canale è condiviso con un’altra organizzazione',
    },
  },
  correction: {
    said: ({ day, changes }) => `:pencil2: Corretto ${il(day)}, perché i numeri sono cambiati: ${changes}`,
    history: ({ day }) => `corretto ${il(day)}`,
  },
  held: {
    day: ({ day }) => `mancano ancora i numeri ${del(day)}`,
    creators: ({ day, share, reported, expected }) =>
      `per ${il(day)} è arrivato il ${share} dei creator (${reported} su ${expected})`,
    agencies: ({ day, share, reported, expected }) =>
      `per ${il(day)} è arrivato il ${share} delle agenzie (${reported} su ${expected})`,
    waits: ({ ref, scope, channel, why }) => `Tengo fermo ${ref} (${scope}, ${channel}): ${why}.`,
    until: ({ until }) =>
      `Lo pubblico appena arrivano i numeri, al più tardi ${until}, in quel caso con un avviso.`,
    due: ({ due }) => `Era previsto per ${due}.`,
    postNow: 'Pubblica ora',
    postNowAbout: ({ ref }) => `Pubblica ${ref} ora, senza i numeri che mancano`,
    freed: ({ ref }) => `${ref} esce tra pochi secondi, con un avviso.`,
    notHeld: ({ ref }) => `${ref} non è più in attesa: \`/digest storico ${ref}\` dice com’è andata.`,
    overWith: ({ ref, channel, day, at }) =>
      `${ref} esce ${inPlace(channel)}: i numeri ${del(day)} sono arrivati ${at}.`,
    overBy: ({ ref, channel, who }) =>
      `${ref} esce ${inPlace(channel)} con un avviso: ${who} non ha voluto aspettare.`,
    overWithout: ({ ref, channel, why }) =>
      `${ref} esce ${inPlace(channel)} con un avviso: il tempo è scaduto e ${why}.`,
    dropped: {
      superseded: ({ ref, channel }) =>
        `${ref} (${channel}) non è più in attesa: prima dei numeri è arrivata l’ora del successivo.`,
      paused: ({ ref, channel }) => `${ref} (${channel}) non è più in attesa: è in pausa o terminato.`,
      other: ({ ref, channel }) =>
        `${ref} (${channel}) non è più in attesa: \`/digest storico ${ref}\` dice com’è andata.`,
    },
    arrived: ({ day, at }) => `I numeri ${del(day)} sono arrivati ${at}.`,
    thin: ({ why }) => `:warning: Incompleto: ${why}.`,
    wouldWait: ({ why, until }) =>
      `Per ora ${why}: se sarà ancora così, aspetta al più tardi fino a ${until}.`,
    waiting: ({ why, until }) => `:hourglass: in attesa: ${why}; esce al più tardi ${until}`,
    after: ({ why }) => `prima in attesa: ${why}`,
    field: 'Se mancano numeri',
    choice: { wait: 'Aspettarli, al massimo qualche ora', post: 'Pubblicarlo in orario, con un avviso' },
  },
  late: {
    notPosted: ({ ref, scope, channel, due }) =>
      `Non ho pubblicato ${ref} (${scope}, ${channel}), previsto per ${due}: sono rimasta ferma troppo a lungo.`,
    next: 'Il prossimo esce come previsto. Se questo serve ancora, puoi farlo pubblicare: dirà che è in ritardo.',
    postNow: 'Pubblica lo stesso',
    postNowAbout: ({ ref }) => `Pubblica ${ref} adesso, anche se in ritardo`,
    soon: ({ ref }) => `${ref} esce tra pochi secondi.`,
    asked: ({ ref, channel, who }) =>
      `${ref} esce ${inPlace(channel)} in ritardo: ${who} lo ha voluto lo stesso.`,
    over: ({ ref }) =>
      `Questo ${ref} è già stato chiesto, o è passato troppo tempo: \`/digest storico ${ref}\` dice com’è andata.`,
    paused: ({ ref }) => `${ref} è in pausa o terminato: prima serve \`/digest riprendi ${ref}\`.`,
  },
  digest: {
    title: ({ scope, from, to }) => (from === to ? `${scope} · ${from}` : `${scope} · ${from} – ${to}`),
    pulse: ({ scope }) => `Diamanti al giorno · ${scope}`,
    pulseNow: ({ days }) => (days === 1 ? 'Ultimo giorno' : `Ultimi ${days} giorni`),
    pulseBefore: ({ days }) => (days === 1 ? 'Il giorno precedente' : `I ${days} giorni precedenti`),
    scopeAll: 'Tutti i creator',
    scopeManager: ({ email }) => `Agenzie di ${email}`,
    coverage: ({ asOf, known, expected, creators }) =>
      `Dati aggiornati a ${asOf} (giorni UTC della piattaforma) · ${known} di ${count(expected, 'giorno', 'giorni')} · ${creators} creator`,
    missing: ({ days }) => `:warning: Mancano: ${days}. Per questo i totali sono bassi.`,
    estimated: ({ days }) => `Stimati (distribuiti in parti uguali tra due file): ${days}`,
    restated: ({ days }) => `Abbassati in seguito dalla piattaforma: ${days}`,
    new: 'da 0',
    markets: (p) => `Per mercato${some(p)}`,
    agencies: (p) => `Per agenzia${some(p)}`,
    unknown: ({ period, asOf }) =>
      `Non ci sono numeri per ${period}. Il giorno più recente con numeri è ${asOf}.`,
    up: 'In maggiore crescita',
    down: 'In maggiore calo',
    dark: ({ shown, all }) => (all > shown ? `Fermi (${shown} di ${all})` : `Fermi (${all})`),
    noMarket: 'mercato sconosciuto',
    noAgency: 'senza agenzia',
    groupLine: ({ name, diamonds, arrow, change, hours }) =>
      `${bold(name)}  ${count(diamonds, 'diamante', 'diamanti')}  ${arrow} ${change} · ${count(hours, 'ora', 'ore')} di LIVE`,
    moverLine: ({ name, where, now, before, arrow, change }) =>
      `${bold(`@${name}`)} (${where})  ${before} → ${count(now, 'diamante', 'diamanti')}  ${arrow} ${change}`,
    darkLine: ({ name, where, days, last, diamonds }) =>
      `${bold(`@${name}`)} (${where})  non va in LIVE da ${count(days, 'giorno', 'giorni')}, l’ultima volta il ${last} · ${count(diamonds, 'diamante', 'diamanti')} nei 28 giorni fino ad allora`,
    silent: ({ n }) =>
      n === 1
        ? 'Tra i creator su cui si conta, uno non va in LIVE da tre giorni o più.'
        : `Tra i creator su cui si conta, ${n} non vanno in LIVE da tre giorni o più.`,
    promises: ({ open, overdue }) =>
      `Follow-up: ${open} ${open === 1 ? 'aperto' : 'aperti'}${overdue > 0 ? `, ${overdue} in ritardo` : ''}`,
    promise: ({ ref, what, who, due }) => `• ${ref} ${what} · ${who}, scadeva ${il(due)}`,
    nobodyMoved: 'Nessun creator si è mosso abbastanza da essere nominato.',
    nothingHere: 'In questo periodo nessuno è andato in LIVE.',
    preview: 'Lo vedi solo tu.',
    postHere: 'Pubblica qui',
    subscribe: 'Ricevilo sempre',
    posted: 'Pubblicato.',
    late: ({ due }) => `In ritardo: era previsto per ${due}.`,
    passedOver: ({ n }) =>
      `${count(n, 'riepilogo precedente saltato', 'riepiloghi precedenti saltati')} mentre non ero in funzione.`,
    repeated: ({ at }) =>
      `:repeat: Nessun numero nuovo: sono gli stessi pubblicati ${at}. Da allora non è cambiato nulla.`,
    stale: ({ day }) => `:warning: I numeri più recenti arrivano fino a ${day}.`,
    givenUp: ({ ref, due }) =>
      `Non ho potuto preparare ${ref}, previsto per ${due}: ho provato per ore e poi ho smesso. Il prossimo arriva come previsto; chi gestisce Regia trova il motivo nel log.`,
    noScope: ({ ref, scope }) =>
      `Non ho potuto pubblicare ${ref}: su ${bold(scope)} non ci sono più numeri. \`/digest disiscrivi ${ref}\` lo termina.`,
    wouldPost: ({ ref, due, timeZone }) =>
      `Che cosa pubblicherebbe ${ref} il ${due} (${timeZone}), con i numeri di adesso:`,
    tested: ({ ref }) => `Ti ho mandato ${ref} come uscirebbe la prossima volta. Non lo vede nessun altro.`,
    historyOf: ({ ref }) => `${ref}: com’è andata`,
    noHistory: ({ ref }) => `${ref} non è ancora mai uscito.`,
    historyZone: ({ timeZone }) => `Orari di ${timeZone}. Conservati per circa un mese.`,
    became: {
      due: 'in preparazione',
      trying: ({ reason }) => `:warning: non è riuscito e viene ritentato (${reason})`,
      failed: ({ reason }) => `:warning: non pubblicato: ho rinunciato (${reason})`,
      skipped: {
        superseded: 'saltato: quando ho potuto pubblicare ne era già previsto uno più recente',
        missed: 'saltato: troppo tardi per essere utile',
        paused: 'saltato: era in pausa',
        holidayOf: ({ name }) => `saltato: giorno festivo (${name})`,
        other: 'saltato',
      },
      notPosted: {
        late: 'non pubblicato: troppo tardi, è stato detto a chi lo ha creato',
        scope: 'non pubblicato: non ci sono più numeri che lo riguardano, è stato detto a chi lo ha creato',
        shared: 'non pubblicato: il canale era ormai condiviso con un’altra organizzazione',
      },
      told: 'non pubblicato: il perché è stato detto a chi lo ha creato',
      parked: ':warning: Slack non lo ha accettato: è stato detto a chi lo ha creato',
      waiting: 'in viaggio verso Slack',
      late: ({ at }) => `pubblicato in ritardo, il ${at}`,
      moved: ({ from, name }) => `spostato da ${from} (${name})`,
      posted: 'pubblicato',
    },
    editTitle: 'Modifica un riepilogo',
    save: 'Salva',
    scopeField: 'Su che cosa',
    scopeHint: 'tutti, un’area, un mercato o un’agenzia',
    periodField: 'Periodo',
    cronField: 'Riga cron',
    cronHint:
      'Solo per «Secondo una riga cron»: minuto, ora, giorno, mese, giorno della settimana. Al massimo ogni ora.',
    zoneField: 'Fuso orario',
    languageField: 'Lingua',
    languageName: { en: 'inglese', it: 'italiano' },
    formTitle: 'Riepilogo automatico',
    cadence: {
      day: 'Ogni giorno',
      weekday: 'Dal lunedì al venerdì',
      week: 'Ogni lunedì',
      month: 'Il primo del mese',
      cron: 'Secondo una riga cron',
    },
    how: 'Ogni quanto',
    at: 'A che ora',
    footer: ({ ref }) => `${ref} · \`/digest pausa ${ref}\` lo ferma per un po’`,
    subscribed: ({ ref, scope, channel }) => `${ref}: ${bold(scope)} sarà pubblicato in ${channel}.`,
    subscribedAlone: ({ ref, scope, channel }) =>
      `${ref}: ${bold(scope)} arriverà solo a ${channel}, in un messaggio diretto.`,
    nextRuns: 'Le prossime volte',
    holidaysField: 'Nei giorni festivi',
    holidayChoice: {
      skip: 'Non pubblicarlo',
      move: 'Spostarlo al primo giorno lavorativo',
      post: 'Pubblicarlo lo stesso',
    },
    holidayRule: {
      skip: ({ country }) => `tranne nei giorni festivi (${country})`,
      move: ({ country }) => `nei giorni festivi (${country}) spostato al primo giorno lavorativo`,
    },
    onHolidays: 'anche nei giorni festivi',
    listed: {
      wait: 'aspetta i numeri che mancano',
      post: 'esce in orario, con un avviso se mancano numeri',
    },
    onHoliday: {
      moved: ({ at, from, name }) => `${at}, spostato da ${from} (${name})`,
      skipped: ({ from, name }) => `${from} no (${name})`,
    },
    feasts: ({ slots }) => `Giorni festivi: ${slots}.`,
    none: 'Nessun riepilogo arriva ancora da solo. `/digest iscrivi tutti feriali alle 09:00` ne fa partire uno qui.',
    list: 'Riepiloghi che arrivano da soli',
    next: 'Altri',
    hidden: ({ n }) =>
      n === 1 ? 'Un altro è in una conversazione privata.' : `Altri ${n} sono in conversazioni private.`,
    paused: ({ ref }) => `${ref} è in pausa. \`/digest riprendi ${ref}\` lo fa ripartire.`,
    resumed: ({ ref }) => `${ref} riparte.`,
    ended: ({ ref }) => `${ref} è terminato.`,
    state: { active: 'attivo', paused: 'in pausa', ended: 'terminato' },
    language: { en: 'in inglese', it: 'in italiano' },
    told: {
      changed: ({ who, ref, scope, channel }) =>
        `${who} ha modificato il tuo riepilogo ${ref} (ora ${scope}, ${channel}).`,
      active: ({ who, ref, scope, channel }) =>
        `${who} ha fatto ripartire il tuo riepilogo ${ref} (${scope}, ${channel}).`,
      paused: ({ who, ref, scope, channel }) =>
        `${who} ha messo in pausa il tuo riepilogo ${ref} (${scope}, ${channel}). \`/digest riprendi ${ref}\` lo fa ripartire.`,
      ended: ({ who, ref, scope, channel }) =>
        `${who} ha terminato il tuo riepilogo ${ref} (${scope}, ${channel}).`,
    },
    every: {
      day: ({ at }) => `ogni giorno alle ${at}`,
      weekday: ({ at }) => `dal lunedì al venerdì alle ${at}`,
      week: ({ at }) => `ogni lunedì alle ${at}`,
      month: ({ at }) => `il primo del mese alle ${at}`,
      cron: ({ cron }) => `secondo \`${cron}\``,
    },
    period: {
      yesterday: 'il giorno prima',
      '7d': 'gli ultimi 7 giorni',
      '28d': 'gli ultimi 28 giorni',
      mtd: 'da inizio mese',
      'last-week': 'la settimana scorsa',
      'last-month': 'il mese scorso',
    },
    suggest: {
      dark: ({ name }) => `Capire perché @${name} non va più in LIVE`,
      down: ({ name }) => `Parlare con @${name} del calo di diamanti`,
      up: ({ name }) => `Chiedere a @${name} che cosa ha funzionato, e come continuare`,
      agency: ({ name }) => `Guardare i numeri insieme a ${name}`,
      market: ({ name }) => `Capire che cosa è cambiato in ${name}`,
      newcomers: ({ name }) => `Dare il benvenuto ai nuovi creator (${name})`,
    },
  },
  report: {
    summary: {
      daily: ({ scope, period, diamonds, change }) =>
        `Riepilogo per ${scope}, ${period}: ${count(diamonds, 'diamante', 'diamanti')}, ${change} rispetto allo stesso giorno della settimana prima.`,
      weekly: ({ scope, period, diamonds, change }) =>
        `Riepilogo per ${scope}, ${period}: ${count(diamonds, 'diamante', 'diamanti')}, ${change} rispetto agli stessi giorni della settimana precedenti.`,
      monthly: ({ scope, period, diamonds, change }) =>
        `Riepilogo per ${scope}, ${period}: ${count(diamonds, 'diamante', 'diamanti')}, ${change} rispetto al mese precedente.`,
    },
    against: {
      daily: ({ period }) => `rispetto allo stesso giorno della settimana prima, ${period}`,
      weekly: ({ period }) => `rispetto agli stessi giorni della settimana precedenti, ${period}`,
      monthly: ({ period }) => `rispetto al mese precedente, ${period}`,
    },
    andUsual: ' e alla media dei sette giorni prima',
    usual: ({ arrow, change }) => `media 7 giorni ${arrow} ${change}`,
    gifters: 'Donatori',
    watched: 'Minuti guardati per spettatore',
    returning: 'Spettatori che ritornano',
    points: ({ n }) => `${n} punti`,
    likeForLike: ({ n, arrow, change }) =>
      `A parità di creator (${n} in entrambi i periodi): ${arrow} ${change}`,
    why: ({ change }) => `Che cosa c’è dietro: ${count(change, 'diamante', 'diamanti')}`,
    because: ({ list }) => `Soprattutto ${list}.`,
    although: ({ list }) => `In senso contrario: ${list}.`,
    factor: {
      active: { up: 'più creator in LIVE', down: 'meno creator in LIVE' },
      days: { up: 'più giorni di LIVE a testa', down: 'meno giorni di LIVE a testa' },
      hours: { up: 'più ore al giorno', down: 'meno ore al giorno' },
      rate: { up: 'più diamanti all’ora', down: 'meno diamanti all’ora' },
      mix: { up: 'più ore di chi rende di più', down: 'meno ore di chi rende di più' },
    },
    whose: ({ list }) => `Di chi: ${list}`,
    who: {
      stayed: ({ n, delta }) => `${n} creator in entrambi i periodi ${delta}`,
      new: ({ n, delta }) => `${count(n, 'nuovo', 'nuovi')} ${delta}`,
      lost: ({ n, delta }) => `${count(n, 'uscito', 'usciti')} ${delta}`,
      movedIn: ({ n, delta }) => `${count(n, 'arrivato da altri', 'arrivati da altri')} ${delta}`,
      movedOut: ({ n, delta }) => `${count(n, 'passato ad altri', 'passati ad altri')} ${delta}`,
    },
    leading: ({ list }) => `Più di tutti ${list}.`,
    near: 'Vicini a una soglia',
    notNear: 'Qui senza nome: chi ha bisogno di molto meno del suo solito, e chi si è fermato.',
    allNear: 'Mostra tutti i vicini a una soglia',
    standing: { near: 'vicino', paced: 'al proprio ritmo', dark: 'fermo' },
    neededPace: 'Al giorno (di solito)',
    nearAll: (p) => `Vicini a una soglia${some(p)}`,
    nobody: 'In questo elenco adesso non c’è niente e nessuno.',
    shortOf: ({ n, line, days }) =>
      `${bold(`${n} creator`)} poco sotto ${line}, ${days === 1 ? 'oggi è l’ultimo giorno' : `mancano ${days} giorni`}:`,
    shortBy: ({ name, short, owner }) => `@${name} (−${short})${owner}`,
    amount: {
      diamonds: ({ n }) => `${count(n, 'diamante', 'diamanti')}`,
      valid_days: ({ n }) => count(n, 'giorno valido', 'giorni validi'),
      hours: ({ n }) => `${count(n, 'ora', 'ore')} di LIVE`,
    },
    group: 'Nome',
    lookedAfter: '*Chi le segue*',
    change: 'Variazione',
    movers: 'Chi si è mosso di più, in diamanti',
    courses: 'Chi si è mosso di più, in quattro settimane',
    calendar: ({ scope }) => `Diamanti per giorno · ${scope}`,
    goals: 'Obiettivi del mese',
    underWay: ({ name, now, goal, share }) =>
      `${name}: ${now} di ${count(goal, 'diamante', 'diamanti')} (${share}).`,
    met: ({ name, now, goal, share }) =>
      `:white_check_mark: ${name}: raggiunto, con ${now} di ${count(goal, 'diamante', 'diamanti')} (${share}).`,
    missed: ({ name, now, goal, share }) =>
      `:x: ${name}: non raggiunto, con ${now} di ${count(goal, 'diamante', 'diamanti')} (${share}).`,
    pace: ({ days, unread, need, perDay, expected, low, high }) =>
      `${days === 1 ? 'Manca 1 giorno' : `Mancano ${days} giorni`}${unread > 0 ? `, e di ${unread} non ci sono ancora i numeri` : ''}: ne servono ${need} al giorno, finora sono ${perDay}. Previsione: ${expected} (nove volte su dieci tra ${low} e ${high}).`,
    campaigns: 'Campagne',
    dayOf: ({ day, length }) => `giorno ${day} di ${length}`,
    ended: ({ day }) => `finita ${il(day)}`,
    campaign: ({ who, when, diamonds }) => `${who}: ${when}, ${count(diamonds, 'diamante', 'diamanti')}.`,
    campaignPart: ({ who, when, diamonds }) =>
      `${who}: ${when}, ${count(diamonds, 'diamante', 'diamanti')} da qui.`,
    campaignGoal: ({ who, when, diamonds, goal, share }) =>
      `${who}: ${when}, ${diamonds} di ${count(goal, 'diamante', 'diamanti')} (${share}).`,
    atThisPace: ({ end }) => `Con questo ritmo alla fine saranno ${end}.`,
    settled: 'Il mese chiuso (tra parentesi il mese precedente)',
    ladder: ({ list }) => `Creator per diamanti: ${list}`,
    rung: ({ from, to, n }) => `${to === null ? `da ${from} in su` : `da ${from} a ${to}`}: ${n}`,
    aDay: ({ now, change, days, before }) =>
      `Diamanti al giorno: ${now}  ${change} (${count(days, 'giorno', 'giorni')} contro ${before})`,
    climbed: ({ climbed, fell }) =>
      `Rispetto al mese precedente sono saliti di soglia in ${climbed} e scesi in ${fell}.`,
    gate: ({ days, hours, n }) =>
      `Hanno raggiunto la soglia di attività (${count(days, 'giorno valido', 'giorni validi')} e ${count(hours, 'ora', 'ore')}): ${n} creator`,
    bonus: ({ n, amount, violative }) =>
      `File dei bonus: ${n} creator, ${amount} stimati nella valuta del file; con violazioni: ${violative}`,
    dueSoon: ({ ref, what, who, due }) => `• ${ref} ${what} · ${who}, scade ${il(due)}`,
    closed: ({ n }) => `Completati in questo periodo: ${n} follow-up`,
    closedLine: ({ ref, what, who }) => `• ${ref} ${what} · ${who}`,
    showAll: ({ n }) => `Mostra tutto (${n})`,
    allSilent: 'Chi è fermo adesso',
    download: { csv: 'Scarica CSV', xlsx: 'Scarica XLSX' },
    file: {
      findings: ({ scope, from, to }) => `Segnalazioni ${scope} ${from} ${to}`,
      agencies: ({ scope, from, to }) => `Agenzie ${scope} ${from} ${to}`,
      markets: ({ scope, from, to }) => `Mercati ${scope} ${from} ${to}`,
      near: ({ scope, from, to }) => `Vicini a una soglia ${scope} ${from} ${to}`,
      dark: ({ scope }) => `Fermi ${scope}`,
    },
    fileWords: ({ name }) => `${name}, come richiesto.`,
    sent: 'Ti ho mandato il file in un messaggio diretto.',
    notSent: 'Slack non ha accettato il file in questo momento. Riprova tra poco.',
    findingColumns: {
      id: 'Segnalazione',
      severity: 'Gravità',
      kind: 'Tipo',
      who: 'Chi',
      creator: 'Id del creator',
      agency: 'Agenzia',
      market: 'Mercato',
      since: 'Dal',
      metric: 'Metrica',
      value: 'Valore',
      expected: 'Atteso',
      delta: 'Differenza',
      pct: 'Differenza, %',
    },
    nearColumns: {
      who: 'Chi',
      agency: 'Agenzia',
      line: 'Soglia',
      short: 'Mancano',
      metric: 'Metrica',
      now: 'Questo mese',
      needed: 'Servono al giorno',
      usual: 'Di solito al giorno',
      creator: 'Id del creator',
      market: 'Mercato',
      standing: 'Situazione',
    },
    darkColumns: {
      who: 'Chi',
      days: 'Giorni senza LIVE',
      last: 'Ultima LIVE',
      diamonds: 'Diamanti, 28 giorni fino all’ultima LIVE',
      agency: 'Agenzia',
      market: 'Mercato',
      creator: 'Id del creator',
    },
    groupColumns: {
      name: 'Nome',
      market: 'Mercato',
      diamonds: 'Diamanti',
      before: 'Diamanti prima',
      pct: 'Variazione, %',
      active: 'Creator in LIVE',
      activeBefore: 'Creator in LIVE prima',
      hours: 'Ore di LIVE',
      validDays: 'Giorni validi',
      followers: 'Nuovi follower',
    },
    shortened:
      'Abbreviato: un messaggio non contiene di più. Il riepilogo di un mercato o di un’agenzia dice il resto.',
  },
  insight: {
    theme: {
      alarms: (p) => `Da fare subito${some(p)}`,
      groups: (p) => `Agenzie e mercati${some(p)}`,
      dark: (p) => `Fermi${some(p)}`,
      slipping: (p) => `In calo${some(p)}`,
      goals: (p) => `Vicini a un obiettivo${some(p)}`,
      rookies: (p) => `Nuovi, non ancora in LIVE${some(p)}`,
      rising: (p) => `In crescita${some(p)}`,
    },
    lasting: ({ week }) => `_È la ${week}ª settimana_`,
    promised: ({ ref, who, due }) => `:pushpin: ${ref}, ${who}${due === null ? '' : `, scade ${il(due)}`}`,
    nothing: 'Niente di insolito.',
    nothingSingle: ({ what, change, usual }) =>
      `${what === 'diamonds' ? 'I diamanti si sono mossi' : 'Le ore di LIVE si sono mosse'} molto (${change}${usual ? ' sulla media di 7 giorni' : ''}), ma nessuna segnalazione spicca da sola.`,
    all: 'Mostra tutte le segnalazioni',
    list: ({ from, to, all }) => `Tutte le segnalazioni: ${from}–${to} di ${all}`,
    noDay: ({ day }) => `Non ci sono numeri per il ${day}.`,
    everybody: 'Tutti i creator',
    severity: { early: 'primo segnale', warn: 'attenzione', urgent: 'urgente' },
    line: ({ sign, name, where, said, ref }) =>
      `${sign} ${bold(name)}${where ? ` (${where})` : ''}: ${said} · ${ref}`,
    said: {
      went_dark: ({ since, value, expected }) =>
        `ha smesso di andare in LIVE: ${value} h negli ultimi 7 giorni, di solito ${expected} h (è iniziato ${il(since)})`,
      'decline.diamonds': ({ since, value, expected, pct, days }) =>
        `guadagna meno ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      'decline.valid_days': ({ value, expected }) =>
        `va in LIVE meno giorni: ${value} negli ultimi 14, di solito ${expected}`,
      'decline.live_minutes': ({ since, value, expected }) =>
        `LIVE più brevi ${dal(since)}: ${value} h al giorno, di solito ${expected} h`,
      'decline.returning_viewers': ({ since, value, expected }) =>
        `meno spettatori ritornano ${dal(since)}: il ${value}, di solito il ${expected}`,
      'decline.watch_minutes': ({ since, value, expected }) =>
        `gli spettatori restano meno ${dal(since)}: ${count(value, 'minuto', 'minuti')} ciascuno, di solito ${expected}`,
      slide: ({ since, value, expected, pct, days }) =>
        `in lento calo ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      efficiency: ({ since, value, expected, pct, days }) =>
        `stesse ore, ma rendono meno ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      fan_loss: ({ since, value, expected, pct }) =>
        `meno fan attivi ${dal(since)}: ${value}, di solito ${expected}${pct}`,
      agency_decline: ({ since, value, expected, pct, days }) =>
        `l’agenzia nel suo insieme è in calo ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      'market_shift.down': ({ since, value, expected, pct, days }) =>
        `in calo nell’insieme ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      'market_shift.up': ({ since, value, expected, pct, days }) =>
        `in crescita nell’insieme ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      whale: ({ since, value, expected }) =>
        `una pioggia di regali ${il(since)}: ${count(value, 'diamante', 'diamanti')} in 7 giorni, di solito ${expected}`,
      mix_shift: ({ since, value, expected }) =>
        `${count(value, 'diamante', 'diamanti')} all’ora invece di ${expected} ${dal(since)}, anche se nessuno guadagna meno: vanno più in LIVE altri`,
      level_shift: ({ since, value, expected, pct, days }) =>
        `a un livello più alto ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
      'near_threshold.diamonds': ({ short, expected }) =>
        `questo mese ${short === '1' ? 'manca' : 'mancano'} ${count(short, 'diamante', 'diamanti')} per arrivare a ${expected}`,
      'near_threshold.valid_days': ({ short, expected }) =>
        `questo mese ${short === '1' ? 'manca 1 giorno valido' : `mancano ${count(short, 'giorno valido', 'giorni validi')}`} per arrivare a ${expected}`,
      'near_threshold.live_minutes': ({ short, expected }) =>
        `questo mese mancano ${short} h per arrivare a ${expected} h`,
      'near_threshold.behind': ({ value, expected, pct }) =>
        `questo mese arriverà a circa ${count(value, 'diamante', 'diamanti')}, l’obiettivo è ${expected}${pct}`,
      'near_threshold.ahead': ({ value, expected }) =>
        `obiettivo quasi certo: questo mese arriverà a circa ${count(value, 'diamante', 'diamanti')}, l’obiettivo è ${expected}`,
      follower_spike: ({ since, value, expected }) =>
        `${count(value, 'nuovo follower', 'nuovi follower')} ${il(since)}, di solito ${expected}`,
      safety: ({ since, value }) => `${value === '1' ? '1 violazione' : `${value} violazioni`} ${dal(since)}`,
      recovery: ({ since, value }) => `di nuovo in LIVE ${dal(since)}: ${value} h da allora`,
      rookie_stalled: ({ since }) => `entrato ${il(since)}, non è ancora mai andato in LIVE`,
      data_fault: ({ since, value, expected }) =>
        `i file ${del(since)} parlano di ${value} creator, prima erano ${expected}: mancano delle righe, perciò non si dice altro`,
      campaign_effect: ({ since, value, expected, pct, days }) =>
        `la campagna fa crescere chi ne fa parte ${dal(since)}: ${count(value, 'diamante', 'diamanti')}${within(days)}, ${expected} attesi${pct}`,
    },
    causes: ({ list }) => `Soprattutto ${list}`,
    cause: {
      existing: ({ name, delta }) => `${name} (${delta})`,
      new: ({ name, delta }) => `${name} (${delta}, nuovo)`,
      lost: ({ name, delta }) => `${name} (${delta}, uscito)`,
      moved_in: ({ name, delta }) => `${name} (${delta}, arrivato da un’altra agenzia)`,
      moved_out: ({ name, delta }) => `${name} (${delta}, passato a un’altra agenzia)`,
    },
    explained: {
      campaign: ({ name }) => `spiegato dalla campagna ${bold(name)}`,
      holiday: ({ market, day }) => `spiegato dalla festività ${del(day)} (${market})`,
      august: 'spiegato dalla pausa di agosto',
      ramadan: 'spiegato dal Ramadan',
      christmas: 'spiegato dal periodo natalizio',
    },
    suggest: {
      call: ({ name }) => `Chiamare ${name} e chiedere come va`,
      ask_back: ({ name }) => `Chiedere a ${name} di tornare`,
      review_room: ({ name }) => `Riguardare insieme a ${name} le ultime LIVE`,
      look_after_fans: ({ name }) => `Curare il fan club di ${name}`,
      talk_to_agency: ({ name }) => `Parlare con ${name} del calo`,
      watch_market: ({ name }) => `Capire che cosa è cambiato in ${name}`,
      thank: ({ name }) => `Ringraziare ${name} e chiedere che cosa ha funzionato`,
      check_safety: ({ name }) => `Verificare la violazione di ${name} e se fare ricorso`,
      push_to_goal: ({ name }) => `Aiutare ${name} a raggiungere l’obiettivo del mese`,
      start_rookie: ({ name }) => `Aiutare ${name} ad andare in LIVE per la prima volta`,
      mend_data: ({ name }) => `Scoprire quale file di ${name} manca, e importarlo`,
      none: ({ name }) => `Tenere d’occhio ${name}`,
    },
    why: 'Perché?',
    whyAbout: ({ name }) => `Perché si parla di ${name}?`,
    mute: 'Silenzia',
    number: ({ value }) => `*Numero:* ${value}`,
    numbers: ({ value, expected, pct }) => `*Numero:* ${value}, atteso ${expected}${pct}`,
    reached: ({ value, expected }) => `*Finora questo mese:* ${value} su ${expected}`,
    fact: '*Certezza:* è un fatto riportato dai file, non una stima.',
    certainty: ({ oneIn }) => `*Certezza:* per puro caso succede circa una volta su ${oneIn}.`,
    baseline:
      '*L’atteso* è quanto avrebbero portato i suoi giorni ordinari. Se la differenza è grande si giudica giorno della settimana per giorno della settimana, tenendo conto dell’andamento del mercato, delle festività e delle campagne.',
    factors: ({ days, hours, rate, active, mix }) =>
      `*Di che cosa è fatto* (diamanti): chi è attivo ${active} · giorni in LIVE ${days} · ore al giorno ${hours} · resa di un’ora ${rate} · mix ${mix}`,
    contributors: '*Da chi viene:*',
    sources: ({ list }) => `*Da dove viene il numero più recente:* ${list}`,
    source: ({ file, line }) => `${code(file)}, riga ${line}`,
    suggestion: ({ what, days }) => `*Suggerimento:* ${what}, entro ${count(days, 'giorno', 'giorni')}`,
    saidOn: ({ day }) => `Rilevato sui dati fino a ${day} (giorni UTC della piattaforma).`,
    heldBack: {
      explained: 'Non è nel riepilogo: ha una spiegazione.',
      part_of: 'Non è nel riepilogo da solo: lo dice già qualcosa di più grande.',
      known: 'I riepiloghi l’hanno già detto, e lo ripetono solo se peggiora.',
      cool_down: 'I riepiloghi l’hanno detto pochi giorni fa, e lo ripetono solo se peggiora.',
      muted: 'Non è nel riepilogo: è silenziato.',
      budget: 'Non è nel riepilogo: cose più urgenti lo avevano già riempito.',
      incomplete_data: 'Non è nel riepilogo: i suoi numeri sono incompleti.',
    },
    muteTitle: 'Silenzia',
    muteSubmit: 'Silenzia',
    muteWhat: 'Che cosa silenziare',
    muteThis: 'Solo questo, qualunque sia il segnale',
    muteAll: 'Tutto sotto questo nome: un’assenza, un caso già noto',
    muteForAll:
      'Il silenzio vale per tutti qui, nei riepiloghi e negli avvisi. `/digest silenzia` elenca che cosa è silenziato.',
    mutedCount: ({ n }) =>
      `${count(n, 'segnalazione silenziata', 'segnalazioni silenziate')}. \`/digest silenzia\` mostra quali e le riattiva.`,
    muteUntil: 'Fino al giorno (compreso)',
    muteWhy: 'Perché',
    muteWhyHint: 'Lo leggerà chi se lo chiederà più avanti.',
    muted: ({ name, until, who, reason }) =>
      `Silenzio su ${bold(name)} fino a ${until}, per tutti qui. ${who}: ${reason}`,
    unmute: 'Riattiva',
    unmuted: ({ name }) => `Si torna a sentir parlare di ${bold(name)}.`,
    mutes: 'Che cosa è silenziato',
    noMutes: 'Niente è silenziato.',
    muteLine: ({ name, kind, until, who, reason }) =>
      `${bold(name)} (${kind}) fino a ${until} · ${who}: ${reason}`,
    everything: 'tutto',
    kind: {
      went_dark: 'non va più in LIVE',
      decline: 'calo',
      slide: 'lento calo',
      efficiency: 'resa di un’ora',
      fan_loss: 'meno fan',
      agency_decline: 'agenzia in calo',
      market_shift: 'mercato in movimento',
      whale: 'pioggia di regali',
      mix_shift: 'mix',
      level_shift: 'livello più alto',
      near_threshold: 'vicino a un obiettivo',
      follower_spike: 'nuovi follower',
      safety: 'sicurezza',
      recovery: 'ripresa',
      rookie_stalled: 'nessuna prima LIVE',
      data_fault: 'dati mancanti',
      campaign_effect: 'campagna',
    },
    heldBackCount: ({ n }) =>
      n === 1 ? '1 segnalazione non è stata mostrata.' : `${n} segnalazioni non sono state mostrate.`,
    coverage: ({ day, reported, expected }) =>
      `Dati fino a ${day} (UTC): ${reported} creator su ${expected} attesi.`,
    stale: ({ days }) => `I dati più recenti hanno ${count(days, 'giorno', 'giorni')}.`,
  },
  followup: {
    assign: 'Assegna follow-up',
    assignTitle: 'Assegna un follow-up',
    assignAbout: ({ what }) => `Assegna follow-up: ${what}`,
    submit: 'Assegna',
    what: 'Che cosa c’è da fare',
    owner: 'Chi',
    due: 'Entro quando',
    dueTime: 'A che ora',
    dueTimeHint: 'Se lo lasci vuoto: entro la fine della giornata di lavoro, le 18:00.',
    priority: 'Priorità',
    agency: 'Agenzia',
    creator: 'Creator',
    creatorHint: 'Nome utente o id',
    reassignTitle: 'Passalo a qualcuno',
    snoozeTitle: 'Rimanda',
    snoozeUntil: 'Ricordalo di nuovo il',
    done: 'Fatto',
    snooze: 'Rimanda',
    reassign: 'Riassegna',
    reopen: 'Riapri',
    undo: 'Annulla',
    edit: 'Modifica',
    editTitle: 'Modifica il follow-up',
    save: 'Salva',
    noDate: 'senza data',
    noDateYet:
      'Non c’è una data, quindi nemmeno un promemoria. *Modifica* ne mette una; la prossima volta scrivi `entro venerdì` o `entro il 4 dic`.',
    assigned: ({ ref, owner, what, due }) => `${ref} è per ${owner}, ${due}: ${what}`,
    notPosted: ({ channel }) =>
      `Non sono in ${channel}, quindi la scheda è solo nei messaggi diretti. Con \`/invite @Regia\` posso pubblicare lì.`,
    by: ({ day }) => `entro ${day}`,
    asked: ({ reporter, ref }) => `${reporter} ti chiede di occuparti di ${ref}.`,
    card: ({ ref, what, owner, state, due }) => `Follow-up ${ref} per ${owner}, ${due}, ${state}: ${what}`,
    doneBy: ({ who }) => `Completato da ${who}`,
    cancelledBy: ({ who }) => `Annullato da ${who}`,
    snoozedUntil: ({ day }) => `rimandato a ${day}`,
    askedBy: ({ who }) => `chiesto da ${who}`,
    overdue: 'in ritardo',
    dueToday: 'scade oggi',
    reminder: ({ n }) => `Hai ${n} follow-up da guardare.`,
    leftBehind: ({ n, owner }) =>
      `${owner} non è più in questo workspace, e nessun altro ha chiesto ${n === 1 ? 'questo follow-up. Deve' : `questi ${n} follow-up. Devono`} passare a qualcun altro: \`/followup mostra FU-12\`, poi *Riassegna*`,
    orphaned: ({ n, owner }) =>
      `${owner} non è più in questo workspace. ${n === 1 ? 'Un follow-up che avevi chiesto deve' : `${n} follow-up che avevi chiesto devono`} passare a qualcun altro: \`/followup assegna FU-12 @persona\``,
    next: 'Altri',
    told: {
      done: ({ ref, who, what }) => `${who} ha completato ${ref}, che avevi chiesto: ${what}`,
      cancelled: ({ ref, who, what }) => `${who} ha annullato ${ref}, che avevi chiesto: ${what}`,
      moved: ({ ref, who, owner, what }) => `${ref} non è più tuo: ${who} l’ha passato a ${owner}: ${what}`,
      watchedDone: ({ ref, who, what }) => `${who} ha completato ${ref}, che segui: ${what}`,
      watchedCancelled: ({ ref, who, what }) => `${who} ha annullato ${ref}, che segui: ${what}`,
      watched: ({ ref, who, owner, what }) => `${who} ti fa seguire ${ref}, che è per ${owner}: ${what}`,
    },
    snoozes: {
      hours: 'Tra 3 ore',
      tomorrow: 'Domani mattina',
      monday: 'Lunedì prossimo',
      working: 'La prossima mattina lavorativa di chi se ne occupa',
      day: 'Scegli un giorno…',
    },
    verbs: { edit: 'Modifica', block: 'Blocca', note: 'Nota', history: 'Storia', cancel: 'Annullalo' },
    addOutcome: 'Aggiungi com’è andata',
    changeOutcome: 'Cambia com’è andata',
    outcomeTitle: 'Com’è andata',
    outcomeField: 'Com’è andata',
    outcomeHint: 'Lo legge chiunque veda la scheda.',
    outcomeSaved: ({ ref }) => `Ora ${ref} dice com’è andata.`,
    cameOf: ({ outcome }) => `Com’è andata: ${outcome}`,
    noteTitle: 'Aggiungi una nota',
    noteField: 'Nota',
    noteSave: 'Aggiungi',
    isNoted: ({ ref }) => `La tua nota è nella storia di ${ref}.`,
    blockTitle: 'Che cosa aspetta',
    blockSave: 'Blocca',
    blockBy: 'Qualcuno',
    blockByHint: 'Lo viene a sapere, una volta sola.',
    blockOn: 'Qualcosa',
    blockedBy: ({ who }) => `aspetta ${who}`,
    blockedOn: ({ on }) => `aspetta: ${on}`,
    blockedByOn: ({ who, on }) => `aspetta ${who}: ${on}`,
    isBlocked: ({ ref, what }) => `${ref} ${what}. Per finire l’attesa: \`/followup blocca ${ref} off\``,
    isUnblocked: ({ ref }) => `${ref} non aspetta più niente.`,
    waitsForYou: ({ who, ref, what }) => `${who} dice che ${ref} aspetta te: ${what}`,
    isWatched: ({ ref, who }) => `${who} saprà come va a finire ${ref}.`,
    isUnwatched: ({ ref, who }) => `${who} non segue più ${ref}.`,
    changedMeanwhile: ({ ref, changes }) =>
      `Nel frattempo ${ref} è stato modificato, quindi non ho fatto niente. ${changes}`,
    isDone: ({ ref }) => `${ref} è completato. Grazie.`,
    isCancelled: ({ ref }) => `${ref} è annullato.`,
    isReopened: ({ ref }) => `${ref} è di nuovo aperto.`,
    isSnoozed: ({ ref, day, who, at }) =>
      `${ref} è rimandato a ${day}. Il promemoria arriva a ${who}: ${at}.`,
    afterDue: ({ day }) => `Scade prima, entro ${day}: fino a che non è fatto risulta in ritardo.`,
    isReassigned: ({ ref, owner }) => `${ref} ora è per ${owner}.`,
    isSaved: ({ ref }) => `Ho salvato le modifiche a ${ref}.`,
    none: 'Qui non ci sono follow-up aperti. `/followup @persona che cosa entro venerdì` ne crea uno.',
    noneOverdue: 'Niente è in ritardo.',
    listOf: ({ who }) => `I follow-up di ${who}`,
    listAbout: ({ agency }) => `I follow-up su ${agency}`,
    listBy: ({ creator }) => `I follow-up su @${creator}`,
    list: {
      mine: 'I tuoi follow-up',
      team: 'I follow-up del team',
      overdue: 'Follow-up in ritardo',
      done: 'Completati negli ultimi 30 giorni',
      waiting: 'In attesa di qualcuno o di qualcosa',
    },
    besides: ({ filters }) => `Di questi solo: ${filters}`,
    noneDone: 'Negli ultimi 30 giorni non è stato completato niente.',
    noneWaiting: 'Niente è in attesa.',
    doneOn: ({ day }) => `chiuso ${day}`,
    openIt: 'Apri',
    openOne: 'Aprine uno',
    sheet: ({ day }) => `Follow-up al ${day}`,
    sheetColumns: {
      ref: 'Numero',
      what: 'Che cosa',
      owner: 'A carico di',
      due: 'Scadenza',
      zone: 'Fuso orario',
      priority: 'Priorità',
      state: 'Stato',
      agency: 'Agenzia',
      creator: 'Creator',
      creatorId: 'Id del creator',
      waits: 'In attesa di',
      reporter: 'Chiesto da',
      made: 'Creato (UTC)',
      closed: 'Chiuso (UTC)',
      outcome: 'Com’è andata',
    },
    listLine: ({ ref, what, owner, due, marks }) => `*${ref}* ${what} — ${owner}, ${due}${marks}`,
    more: ({ n }) => (n === 1 ? 'E un altro.' : `E altri ${n}.`),
    hidden: ({ n }) =>
      n === 1
        ? 'Un altro viene da un canale privato in cui ora non sei.'
        : `Altri ${n} vengono da canali privati in cui ora non sei.`,
  },
  result: {
    before: ({ metric, day, value, expected }) =>
      `${metric} nei 7 giorni fino ${al(day)}: ${value}, valore atteso ${expected}`,
    unexpected: ({ metric, day, value }) =>
      `${metric} nei 7 giorni fino ${al(day)}: ${value}; i dati erano troppo pochi per un valore atteso, quindi non si misura`,
    after: { 0: 'alla chiusura', 7: 'dopo 7 giorni', 14: 'dopo 14 giorni' },
    point: ({ when, value, verdict }) => `${when}: ${value}, *${verdict}*`,
    gone: ({ when }) => `${when}: *fuori dalla rete*`,
    waits: ({ when, day }) => `${when}: appena arrivano i dati fino ${al(day)}`,
    never: {
      late: ({ when }) => `${when}: non misurato, i dati non sono arrivati in tempo`,
      gap: ({ when }) => `${when}: non misurato, mancano dei giorni`,
    },
    became: ({ when, verdict, was, value, expected, fellBack }) =>
      `${when}: *${verdict}* (${was} → ${value}, valore atteso ${expected}${fellBack ? ': in calo, ma non al di sotto' : ''})`,
    achieved: ({ counts }) => `Com’è andata dopo i follow-up: ${counts}`,
    line: ({ ref, what, said }) => `• ${ref} ${what} · ${said}`,
    caution: 'È ciò che è successo dopo, non la prova che sia successo per questo.',
    counted: {
      recovered: ({ n }) => (n === 1 ? '1 recuperato' : `${n} recuperati`),
      improved: ({ n }) => (n === 1 ? '1 migliorato' : `${n} migliorati`),
      unchanged: ({ n }) => (n === 1 ? '1 invariato' : `${n} invariati`),
      worse: ({ n }) => (n === 1 ? '1 peggiorato' : `${n} peggiorati`),
      left: ({ n }) => `${n} fuori dalla rete`,
    },
    verdict: {
      recovered: 'recuperato',
      improved: 'migliorato',
      unchanged: 'invariato',
      worse: 'peggiorato',
      left: 'fuori dalla rete',
    },
  },
  outcomes: {
    title: 'Quali azioni funzionano',
    titleOf: ({ agency }) => `Quali azioni funzionano · ${agency}`,
    since: ({ days }) =>
      `Follow-up completati ${days === 1 ? 'nell’ultimo giorno' : `negli ultimi ${days} giorni`}, secondo la segnalazione da cui sono nati; ciascuno con i numeri a 14 giorni, o a 7 se non ce ne sono ancora altri. Nessuno è contato per nome.`,
    byHand: 'senza segnalazione',
    line: ({ name, n, better, share, low, high, counts }) =>
      `${bold(name)}: ${better} ${better === 1 ? 'recuperato o migliorato' : 'recuperati o migliorati'} su ${count(n, 'caso', 'casi')}, ${share} (diciannove volte su venti tra ${low} e ${high})\n${counts}`,
    few: ({ name, n, counts, few }) =>
      `${bold(name)}: ${count(n, 'caso', 'casi')}, troppo pochi per dire quanti migliorano (ne servono ${few})\n${counts}`,
    none: ({ days }) =>
      `Di ciò che è stato completato ${days === 1 ? 'nell’ultimo giorno' : `negli ultimi ${days} giorni`} non è ancora misurato nulla. I numeri si conservano quando un follow-up riguarda un’agenzia o un creator, e si misurano 7 e 14 giorni dopo la chiusura.`,
    waiting: ({ n }) => (n === 1 ? 'Un altro aspetta i suoi numeri.' : `Altri ${n} aspettano i loro numeri.`),
    never: ({ n }) => (n === 1 ? 'Uno non si è potuto misurare.' : `${n} non si sono potuti misurare.`),
    caution:
      'Ciò che cala spesso risale da sé: è ciò che è successo dopo, non la prova che sia successo per quello che è stato fatto.',
  },
  brief: {
    title: ({ name }) => `${name} · gli ultimi 28 giorni`,
    summary: ({ name, diamonds, change }) =>
      `${name}, gli ultimi 28 giorni: ${count(diamonds, 'diamante', 'diamanti')}, ${change} rispetto ai 28 precedenti.`,
    unknown: ({ name }) => `Di ${name} non ci sono numeri in questi giorni.`,
    manager: ({ who }) => `seguita da ${who}`,
    findings: (p) => `Segnalazioni degli ultimi 7 giorni${some(p)}`,
    noFindings: 'Nessuna segnalazione negli ultimi 7 giorni',
    noPromises: 'Nessun follow-up aperto',
    promise: ({ ref, what, owner, due }) => `• ${ref} ${what} · ${owner}, ${due}`,
    requests: ({ n }) => `Richieste in attesa di risposta: ${n}`,
  },
  home: {
    tabs: { today: 'Oggi', mine: 'I miei', team: 'Il team', requests: 'Richieste' },
    isOpen: ({ tab }) => `${tab}, è quello aperto`,
    titles: {
      today: 'In scadenza oggi, o già scaduti',
      mine: 'I tuoi follow-up',
      team: 'I follow-up del team',
      overdue: 'Quelli scaduti',
      requests: 'Le richieste agli altri team',
    },
    newFollowup: 'Nuovo follow-up',
    newRequest: 'Nuova richiesta',
    onlyOverdue: 'Solo scaduti',
    alsoLater: 'Non solo scaduti',
    anybody: 'Di chiunque',
    anyAgency: 'Tutte le agenzie',
    all: 'Mostra tutto',
    noneSuch: 'Non c’è niente del genere. *Mostra tutto* toglie i filtri.',
    waitsForMe: 'Aspettano te',
    mineWait: 'I tuoi in attesa di altri',
    tick: 'Spunta quelli che ti interessano, poi scegli qui sotto che cosa farne.',
    none: {
      today: ':sunny: Oggi non scade niente.',
      mine: 'Non hai follow-up aperti.',
      team: 'Non c’è niente di aperto.',
      overdue: 'Non c’è niente di scaduto.',
      requests: 'Nessuna richiesta in attesa.',
    },
    open: 'Apri',
    cancelTitle: 'Li annullo?',
    cancelText: 'Quelli spuntati risulteranno non più necessari.',
    cancelYes: 'Annullali',
    cancelNo: 'Tienili',
    changed: ({ n }) => (n === 0 ? 'Non è cambiato niente.' : `Modificati: ${n} follow-up.`),
    first: 'Prima pagina',
    next: 'Pagina successiva',
    nowYours: ({ who, n }) => `${who} ti ha passato ${n} follow-up:`,
    yoursNoMore: ({ who, owner, n }) => `${who} ha passato ${n} tuoi follow-up a ${owner}:`,
    lookedThrough: ({ n }) =>
      `Ne ho guardati ${n}: in *Pagina successiva* possono essercene altri che puoi vedere.`,
  },
  history: {
    title: ({ ref }) => `Tutto su ${ref}`,
    older: 'Modifiche precedenti',
    line: ({ when, who, through }) => `*${when}* · ${who}${through}`,
    last: ({ who, when }) => `${who}, ${when}:`,
    nobody: 'Regia stessa',
    none: 'niente',
    made: 'l’ha creato',
    note: 'nota',
    reminded: 'l’ha ricordato',
    asksNobody: 'non si chiede più a nessuno',
    asksAgain: 'si chiede di nuovo a chi se ne occupa',
    changed: ({ field, was, now }) => `${field}: ${was} → ${now}`,
    fields: {
      what: 'testo',
      owner: 'chi',
      due: 'scadenza',
      priority: 'priorità',
      agency: 'agenzia',
      creator: 'creator',
      state: 'stato',
      asking: 'solleciti',
      snoozedUntil: 'rimandato a',
      blocked: 'aspetta',
      outcome: 'com’è andata',
      watchers: 'seguito da',
      checks: 'lista',
      series: 'si ripete, da',
    },
    through: {
      command: ', con un comando',
      button: ', con un pulsante',
      form: ', con un modulo',
      shortcut: ', con una scorciatoia',
      mention: ', con una menzione',
      reaction: ', con una reazione',
      home: ', nella Home dell’app',
      cli: ', dalla riga di comando',
      clock: '',
    },
  },
  repeats: {
    workday: 'ogni giorno lavorativo',
    days: (p) => (p.n === 1 ? 'ogni giorno' : `ogni ${p.n} giorni`),
    weeks: (p) =>
      p.n === 1 ? `ogni ${p.days || 'settimana'}` : `ogni ${p.n} settimane${p.days && ` di ${p.days}`}`,
    months: (p) => `ogni ${p.n === 1 ? 'mese' : `${p.n} mesi`}${p.on && ` ${p.on}`}`,
    years: (p) => `ogni anno ${onThe(p.day)} ${p.month}`,
    year: 'ogni anno',
    on: {
      day: (p) => `${onThe(p.day)}`,
      last: 'l’ultimo giorno',
      nth: {
        1: (p) => `${thatOne('prim', p.weekday)} ${p.weekday}`,
        2: (p) => `${thatOne('second', p.weekday)} ${p.weekday}`,
        3: (p) => `${thatOne('terz', p.weekday)} ${p.weekday}`,
        4: (p) => `${thatOne('quart', p.weekday)} ${p.weekday}`,
        last: (p) => `l’ultim${p.weekday === 'domenica' ? 'a' : 'o'} ${p.weekday}`,
      },
      first: 'il primo giorno lavorativo',
      lastWorking: 'l’ultimo giorno lavorativo',
    },
    at: (p) => ` alle ${p.time}`,
    until: (p) => ` fino a ${p.day}`,
    times: (p) => ` ${count(p.n, 'volta', 'volte')}`,
    weekdays: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica'],
    monthNames: [
      'gennaio',
      'febbraio',
      'marzo',
      'aprile',
      'maggio',
      'giugno',
      'luglio',
      'agosto',
      'settembre',
      'ottobre',
      'novembre',
      'dicembre',
    ],
    card: (p) => `si ripete: ${p.said}`,
    next: (p) => `prossimo ${p.day}`,
    isLast: 'questo è l’ultimo',
    ended: 'non si ripete più',
    field: 'Si ripete',
    hint: '`ogni lunedì alle 10`, `il 15 di ogni mese fino a giugno`, `ogni primo giorno lavorativo`; vuoto: una volta sola.',
    missed: (p) =>
      p.n === 1
        ? `${p.ref} doveva tornare già prima, ${p.days}, mentre ero spenta: quella volta è saltata.`
        : `${p.ref} doveva tornare già ${p.n} volte (${p.days}) mentre ero spenta: quelle volte sono saltate.`,
    comesNext: (p) => `Torna come ${p.ref}, ${p.due}.`,
    oneChanged: (p) => `${p.ref} è cambiato, solo questo.`,
    oneCancelled: (p) => `${p.ref} è annullato, solo questo.`,
    changeAll: 'Cambia anche i prossimi',
    endAll: 'Chiudi tutta la serie',
    isChanged: (p) => `Quelli dopo ${p.ref} saranno uguali.`,
    isEnded: (p) =>
      p.n === 0
        ? `${p.ref} non si ripete più.`
        : `${p.ref} non si ripete più; ${p.n === 1 ? 'quello aperto è annullato' : `i ${p.n} aperti sono annullati`}.`,
  },
  checks: {
    done: (p) => `Lista: ${p.done} di ${p.all}`,
    allDone: 'Tutta la lista è spuntata.',
    line: (p) => `${p.n}. ${p.text}`,
    rest: (p) => `${p.n === 1 ? 'Un’altra voce' : `Altre ${p.n} voci`}: \`/followup lista ${p.ref}\``,
    ticked: (p) => `spuntato “${p.text}”`,
    unticked: (p) => `tolta la spunta a “${p.text}”`,
    added: (p) => `aggiunto “${p.text}”`,
    removed: (p) => `tolto “${p.text}”`,
    isSet: (p) => `${p.ref}: ${p.done === 1 ? 'spuntata 1 voce' : `spuntate ${p.done} voci`} su ${p.all}.`,
  },
  original: {
    message: 'messaggio',
    from: ({ link }) => `da un ${link}`,
    fromWho: ({ link, who }) => `da un ${link} di ${who}`,
    deleted: ({ day }) => `il messaggio è stato eliminato (${day})`,
    captured: ({ ref }) => `Da questo messaggio è già nato ${ref}. \`/followup mostra ${ref}\` lo fa vedere.`,
    capturedBefore: 'Da questo messaggio è già nato un follow-up.',
    empty: 'In quel messaggio non ci sono parole né file, quindi non ne ho fatto un follow-up.',
    unread:
      'Non sono riuscito a leggere quel messaggio, quindi non ne ho fatto un follow-up. Usa il suo menu ⋯.',
  },
  request: {
    title: 'Nuova richiesta',
    submit: 'Invia',
    desk: 'Per quale team',
    what: 'Che cosa ti serve, e perché',
    priority: 'Priorità',
    agency: 'Agenzia',
    take: 'Prendi',
    done: 'Fatto',
    decline: 'Rifiuta',
    answerTitle: 'Rispondi e chiudi',
    answer: 'Che cosa deve sapere chi ha chiesto',
    declineTitle: 'Rifiuta',
    reason: 'Perché no',
    card: ({ ref, desk, what, requester, state }) =>
      `Richiesta ${ref} di ${requester} per ${desk}, ${state}: ${what}`,
    from: ({ who }) => `da ${who}`,
    takenBy: ({ who }) => `se ne occupa ${who}`,
    sent: ({ ref, desk }) => `${ref} è arrivata al team ${desk}. Ti faccio sapere come va a finire.`,
    noDesk: ({ ref, desk }) =>
      `${ref} è salvata per il team ${desk}, che però non ha ancora un canale: sceglilo con \`/regia impostazioni\`.`,
    told: {
      in_progress: ({ ref, who, what }) => `${who} si occupa della tua richiesta ${ref}: ${what}`,
      done: ({ ref, who, what }) => `${who} ha chiuso la tua richiesta ${ref}: ${what}`,
      declined: ({ ref, who, what }) => `${who} ha rifiutato la tua richiesta ${ref}: ${what}`,
    },
    isTaken: ({ ref }) => `${ref} è tua.`,
    isDone: ({ ref }) => `${ref} è chiusa; ho avvisato chi l’ha chiesta.`,
    isDeclined: ({ ref }) => `${ref} è rifiutata; ho avvisato chi l’ha chiesta.`,
    isDoneOwn: ({ ref }) => `${ref} è chiusa.`,
    isDeclinedOwn: ({ ref }) => `${ref} è rifiutata.`,
    state: {
      new: 'nuova',
      triaged: 'esaminata',
      in_progress: 'in corso',
      done: 'chiusa',
      declined: 'rifiutata',
    },
    none: 'Nessuna richiesta in attesa. `/request` ne invia una.',
    list: 'Richieste che aspettano risposta',
    next: 'Altre',
    listLine: ({ ref, desk, what, who, state }) => `*${ref}* ${desk}: ${what} — ${who}, ${state}`,
  },
  files: {
    empty:
      'In questa banca dati non ci sono ancora numeri: `import FILE` ne porta. La regione di prova è in quella del playground (--playground).',
    faults: {
      'file.missing': ({ file }) => `Il file ${file} non c’è, o non posso leggerlo.`,
      'file.empty': ({ file }) => `${file} è vuoto.`,
      'file.type': ({ file }) =>
        `${file} non è una tabella che so leggere: usa .xlsx, .csv o .csv.gz come li esporta la piattaforma.`,
      'file.large': ({ file, limit }) =>
        `${file} supera quello che accetto in una volta (${limit}). Dividilo.`,
      'file.bomb': ({ file }) => `${file} si espanderebbe molto più del dovuto, quindi non l’ho aperto.`,
      'file.broken': ({ file, detail }) => `${file} è danneggiato (${detail}). Scaricalo di nuovo.`,
      'file.headers': ({ file, headers }) =>
        `Non conosco le colonne di ${file}: ${headers}. Dimmi una volta che cosa sono, e da allora le riconoscerò.`,
      'file.kind': ({ file, kind, missing }) =>
        `${file} non è un file di tipo «${kind}»: mancano queste colonne: ${missing}.`,
      'file.map': ({ file, column, field }) =>
        `L’associazione per ${file} chiama la colonna «${column}» «${field}», che un file così non ha.`,
      'file.undated': ({ file }) =>
        `${file} non dice quali giorni copre: lascia la colonna «Data period», o la data nel nome.`,
      'file.days': ({ file, text, dmy, mdy }) =>
        `In ${file} un giorno come ${text} può essere ${dmy} o ${mdy}, e niente dice quale. Dimmi una volta che cosa viene prima, e da allora riconoscerò i file così.`,
      'file.whose': ({ file }) =>
        `${file} contiene i valori di un solo creator e non dice di chi: indica il creator.`,
    },
    rejections: {
      'id.missing': 'manca l’id del creator',
      'id.unreadable': 'non è un id di creator: quelli sono di sole cifre',
      'id.number':
        'l’id del creator è salvato come numero e può aver perso cifre; tieni quella colonna come testo',
      'id.rounded': 'l’id del creator è stato arrotondato da un foglio di calcolo; esporta di nuovo il file',
      'id.quit': 'il creator ha lasciato la rete, e nessuno è noto con quel nome',
      'period.unreadable': 'il periodo non si legge',
      'period.partial': 'il periodo non comincia il primo del mese',
      'period.future': 'il periodo finisce nel futuro',
      'day.unreadable': 'il giorno non si legge',
      'day.ambiguous': 'possono essere due giorni: niente dice se viene prima il giorno o il mese',
      'day.future': 'il giorno è nel futuro',
      'day.early': 'prima del 2016 non esistono numeri LIVE',
      'month.unreadable': 'il mese non si legge, o è nel futuro',
      'number.unreadable': 'non è un numero',
      'number.negative': 'qui un numero negativo non può essere giusto',
      'duration.unreadable': 'non è una durata',
      'duration.many': 'è più tempo di quanto ce ne sia: un giorno ha 1.440 minuti',
      'valid.flag': 'un giorno valido è 1, ogni altro 0',
      'valid.many': 'i giorni validi sono più dei giorni che ci sono',
      'row.short': 'la riga finisce prima di questa colonna',
      'name.missing': 'manca il nome',
      'market.unknown': 'non è un codice di Paese',
      'total.row': 'una riga di totali, lasciata fuori',
    },
    kinds: {
      backstage: 'Creator data, da inizio mese',
      roster: 'elenco creator',
      bonus: 'file dei bonus',
      daily: 'feed giornaliero',
      agencies: 'elenco di agenzie',
      campaigns: 'campagne',
      'live-center': 'LIVE Center di un creator',
    },
    whose: 'Indica il creator con --creator: un nome utente o un id.',
    guess: ({ file }) =>
      `Correggi questo, salvalo come ${file} e passalo con --map (le colonne con "" non vengono lette):`,
    noMap: ({ file }) =>
      `${file} non è un’associazione: serve {"kind": "daily", "columns": {"Intestazione": "diamonds"}}.`,
    noCreator: ({ name }) => `Il creator «${name}» non c’è.`,
    coverage: ({ day, creators, creatorsExpected, agencies, agenciesExpected }) =>
      `${day}: ${creators} creator (${creatorsExpected === '1' ? 'atteso' : 'attesi'} ${creatorsExpected}), ${count(agencies, 'agenzia', 'agenzie')} (${agenciesExpected === '1' ? 'attesa' : 'attese'} ${agenciesExpected})`,
    silent: ({ agency, expected }) =>
      `Di ${agency} non c’è nessuno; ${expected === '1' ? 'era atteso' : 'erano attesi'} ${expected} creator`,
    dropped: ({ agency, reported, expected }) =>
      `Solo ${reported} creator${agency === null ? '' : ` di ${agency}`} dove ne erano attesi ${expected}: sembrano mancare righe`,
    rolling: 'I valori di trenta giorni restano nell’elenco; non diventano giorni.',
    read: ({ file, kind, read }) => `${file}: ${kind}, ${count(read, 'riga letta', 'righe lette')}`,
    counts: ({ added, changed, unchanged, rejected }) =>
      `${count(added, 'nuova', 'nuove')}, ${count(changed, 'cambiata', 'cambiate')}, ${count(unchanged, 'uguale', 'uguali')}, ${count(rejected, 'rifiutata', 'rifiutate')}`,
    period: ({ from, to, days }) =>
      `Periodo ${from} – ${to}; ${count(days, 'giorno scritto', 'giorni scritti')}`,
    periodTried: ({ from, to, days }) =>
      `Periodo ${from} – ${to}; ${days === '1' ? 'verrebbe scritto 1 giorno' : `verrebbero scritti ${days} giorni`}`,
    estimated: ({ days }) =>
      `${days === '1' ? 'di cui 1 stimato' : `di cui ${days} stimati`}: distribuiti in parti uguali nel vuoto tra due file`,
    restated: ({ n }) =>
      `${count(n, 'totale era più basso', 'totali erano più bassi')} di prima: per quel giorno conta zero`,
    restatedTried: ({ n }) =>
      `${count(n, 'totale è più basso', 'totali sono più bassi')} di prima: per quel giorno conterebbe zero`,
    infinite: ({ n }) =>
      `${count(n, 'cella contiene', 'celle contengono')} ∞, che non è un numero: vale come sconosciuto, non come zero`,
    created: ({ creators, agencies }) =>
      `Nuovi: ${creators} creator e ${count(agencies, 'agenzia', 'agenzie')}`,
    duplicate: ({ id }) => `Questo stesso file era già stato importato (import ${id}); non è cambiato nulla.`,
    dryRun: 'Una prova: non è stato conservato nulla.',
    imported: ({ id, seconds }) => `Importato come ${id} in ${seconds} s.`,
    rejection: ({ line, column, value, reason }) => `riga ${line}${column}${value}: ${reason}`,
    moreRejections: ({ n }) => `  … e ${n === '1' ? 'un’altra' : `altre ${n}`}`,
    rejectsHead: { line: 'riga', column: 'colonna', value: 'valore', reason: 'motivo' },
    notices: {
      'number.implausible': ({ n }) =>
        `${count(n, 'numero è più alto', 'numeri sono più alti')} di quanto arrivi un creator; vale com’è scritto`,
      'email.unreadable': ({ n }) =>
        `${count(n, 'indirizzo non valido ignorato', 'indirizzi non validi ignorati')}; il resto della riga vale`,
      'zone.unknown': ({ n }) =>
        `${count(n, 'fuso orario sconosciuto ignorato', 'fusi orari sconosciuti ignorati')}; il resto della riga vale (si scrive Europe/Rome)`,
      'language.unknown': ({ n }) =>
        `${count(n, 'lingua sconosciuta ignorata', 'lingue sconosciute ignorate')}; il resto della riga vale (si scrive it, en o pt-BR)`,
      'market.unknown': ({ n }) =>
        `${count(n, 'mercato che non è un codice di Paese ignorato', 'mercati che non sono codici di Paese ignorati')}; il resto della riga vale (si scrive IT)`,
      'row.twice': ({ n }) =>
        `${count(n, 'riga parla', 'righe parlano')} di ciò che diceva già una riga precedente, e vale l’ultima`,
      'row.short': ({ n }) =>
        `${count(n, 'riga finisce', 'righe finiscono')} prima dell’ultima colonna, e ciò che manca resta com’è noto`,
      'header.repeated': ({ n }) =>
        `${count(n, 'riga ripete solo le intestazioni ed è saltata', 'righe ripetono solo le intestazioni e sono saltate')}`,
    },
    noticed: ({ said, where, more }) =>
      `${said}: ${where}${more === '0' ? '' : more === '1' ? ' e un’altra' : ` e altre ${more}`}`,
    noticedAt: ({ line, column, value }) => `riga ${line}${column}${value}`,
    nothing: 'Nemmeno una delle sue righe si può prendere: non c’è nulla da importare.',
    dates: 'Metti "dates" a "dmy" se viene prima il giorno, a "mdy" se viene prima il mese.',
    oneRejects: '--rejects raccoglie le righe scartate di un file solo: importa gli altri a parte.',
  },
  columns: {
    period: 'Periodo',
    day: 'Giorno',
    month: 'Mese',
    creator_id: 'Id del creator',
    username: 'Nome utente',
    agency: 'Agenzia',
    market: 'Mercato (Paese)',
    joined: 'Entrato il',
    avg_watch: 'Tempo medio di visione',
    fan_share: 'Quota del fan club, %',
    region: 'Regione',
    tier: 'Livello',
    category: 'Categoria',
    time_zone: 'Fuso orario',
    contact: 'Contatto',
    language: 'Lingua',
    manager_email: 'Indirizzo di chi segue l’agenzia',
    relationship: 'Stato della relazione',
    graduation: 'Stato di graduazione',
    followers: 'Follower',
    violative: 'Ha violazioni',
    rookie: 'Era un esordiente',
    bonus: 'Bonus stimato',
    campaign: 'Nome della campagna',
    start: 'Primo giorno',
    end: 'Ultimo giorno',
    goal: 'Obiettivo',
    creator_ids: 'Id dei suoi creator',
    diamonds: 'Diamanti',
    live_minutes: 'Durata LIVE',
    valid_days: 'Giorni LIVE validi',
    new_followers: 'Nuovi follower',
    streams: 'Dirette LIVE',
    matches: 'Match',
    fan_club_diamonds: 'Diamanti del fan club',
    active_fans: 'Fan attivi',
    avg_viewers: 'Spettatori medi',
    peak_viewers: 'Picco di spettatori',
    unique_viewers: 'Spettatori unici',
    watch_minutes: 'Tempo di visione',
    returning_viewers: 'Spettatori di ritorno',
    gifters: 'Donatori',
    violations: 'Violazioni',
    diamonds_last_month: 'Diamanti, mese scorso',
    live_minutes_last_month: 'Durata LIVE, mese scorso',
    valid_days_last_month: 'Giorni LIVE validi, mese scorso',
    new_followers_last_month: 'Nuovi follower, mese scorso',
    streams_last_month: 'Dirette LIVE, mese scorso',
  },
  offer: {
    import: 'Importa',
    map: 'Associa colonne',
    cancel: 'Annulla',
    undo: 'Annulla l’import',
    undoTitle: 'Annullare questo import?',
    undoText: ({ file, id }) =>
      `Tutti i numeri tornano come se ${file} (import ${id}) non fosse mai arrivato. I file arrivati dopo continuano a contare.`,
    state: {
      looking: ({ file }) => `Leggo ${file}…`,
      asked: ({ file }) => `Una prova di ${file}: non conservo nulla finché qualcuno qui non lo importa.`,
      importing: ({ file, who }) => `Importo ${file} per ${who}…`,
      imported: ({ file, who, id }) =>
        `${who} ha importato ${file}: import ${id}. Da adesso i numeri contano.`,
      undoing: ({ file, who, id }) => `Annullo l’import ${id} (${file}) per ${who}…`,
      undone: ({ file, who, id }) =>
        `${who} ha annullato l’import ${id}: tutti i numeri sono come se ${file} non fosse mai arrivato.`,
      cancelled: ({ file, who }) => `${who} ha annullato: di ${file} non ho conservato nulla.`,
      refused: ({ file }) => `Di ${file} non ho preso nulla.`,
      ignored: ({ file }) => `${file} non è per me.`,
    },
    nothing: ({ file }) =>
      `Nemmeno una riga di ${file} si può prendere: non c’è nulla da importare. Correggi il file e rimettilo qui.`,
    dates: 'Premi *Associa colonne* e sceglilo lì.',
    datesField: 'Che cosa viene prima in una data',
    datesHint: 'Solo dove è scritta come 05/11/2026.',
    datesNames: { auto: 'Come dice il file', dmy: 'Il giorno: 31/12/2026', mdy: 'Il mese: 12/31/2026' },
    recognised: ({ kind, read }) => `${kind} · ${count(read, 'riga letta', 'righe lette')}`,
    leftOut: 'Righe scartate',
    inTable: 'Sono tutte nella tabella in questo thread.',
    table: ({ file }) => `Le righe di ${file} che scarto, e perché.`,
    tableName: ({ file }) => `${file} - righe scartate`,
    gone: ({ file }) => `Non trovo più ${file}: è stato eliminato, o non posso vederlo. Trascinalo di nuovo.`,
    trouble: ({ ref }) =>
      `Qualcosa è andato storto da parte mia, più di una volta, quindi ho smesso. Cita \`${ref}\` se lo segnali.`,
    title: 'Import',
    how: 'Trascina un export (`.xlsx`, `.csv` o `.csv.gz`) in un canale dove sono, o in un messaggio diretto a me. Lo leggo e rispondo nel suo thread con quello che un import cambierebbe; non conservo nulla finché qualcuno non preme *Importa*.',
    newest: 'Gli ultimi import',
    listLine: ({ id, file, kind, when, counts, state }) =>
      `*${file}*\n${kind} · import ${id}, ${when}\n${counts}${state}`,
    hidden: ({ n }) =>
      n === 1
        ? 'Un altro è arrivato in una conversazione privata.'
        : `Altri ${n} sono arrivati in conversazioni private.`,
    more: ({ n }) => (n === 1 ? 'E 1 meno recente.' : `E ${n} meno recenti.`),
    next: 'Altri',
    takingBack: ({ id }) => `Sto annullando l’import ${id}. La sua scheda dirà quando è fatto.`,
    formTitle: 'Associa colonne',
    formSubmit: 'Prova',
    formIntro: ({ file }) =>
      `Dimmi che cos’è ogni colonna di ${file}. Lo provo subito e lo ricordo per i file con le stesse colonne.`,
    kind: 'Tipo di file',
    kindHint: 'Con un altro tipo rileggo il file, e allora chiedo le colonne di quel tipo.',
    creator: 'Di chi sono questi valori',
    creatorHint: 'Solo per il file LIVE Center di un creator: un nome utente o un id.',
    none: 'Nessuna colonna',
  },
  metrics: { backwards: 'L’ultimo giorno viene prima del primo.' },
  imports: {
    none: 'Non è ancora stato importato nulla.',
    line: ({ id, when, file, kind, counts, state }) => `${id}  ${when}  ${file} (${kind}): ${counts}${state}`,
    isUndone: ({ when }) => ` — annullato ${when}`,
    isOld: ' — troppo vecchio per annullarlo',
    undone: ({ id, file, days, seconds }) =>
      `L’import ${id} (${file}) è annullato, come se il file non fosse mai arrivato: ${count(days, 'giorno ripristinato', 'giorni ripristinati')} in ${seconds} s.`,
    replayed: ({ n }) =>
      `${count(n, 'import successivo è stato riletto', 'import successivi sono stati riletti')} su quello che si sapeva prima.`,
    faults: {
      'import.unknown': ({ id }) => `L’import ${id} non c’è. \`imports list\` mostra quelli che ci sono.`,
      'import.undone': ({ id }) => `L’import ${id} era già stato annullato.`,
      'import.old': ({ id }) =>
        `L’import ${id} non si può annullare: il suo file, o uno arrivato dopo, non è più conservato (30 giorni).`,
    },
  },
  alert: {
    watched: {
      diamonds: 'diamanti',
      live_minutes: 'ore di LIVE',
      valid_days: 'giorni validi',
      new_followers: 'nuovi follower',
      streams: 'LIVE effettuate',
      active: 'creator in LIVE',
    },
    condition: {
      below: ({ metric, than }) => `${metric} al giorno sotto ${than}`,
      above: ({ metric, than }) => `${metric} al giorno sopra ${than}`,
      less: ({ metric, pct }) =>
        `${metric} al giorno almeno ${pct} sotto il solito di quel giorno della settimana`,
      more: ({ metric, pct }) =>
        `${metric} al giorno almeno ${pct} sopra il solito di quel giorno della settimana`,
      insight: ({ kind, severity }) => `segnalazioni «${kind}», da «${severity}» in su`,
      any: ({ severity }) => `segnalazioni di ogni tipo, da «${severity}» in su`,
      newCreators: 'nuovi creator',
      unknown: 'una condizione che non riesco a leggere',
    },
    rule: ({ scope, condition }) => `${bold(scope)}: ${condition}`,
    made: ({ ref, rule, where }) => `${ref} tiene d’occhio ${rule}. Avviso ${where}.`,
    changed: ({ ref, rule, where }) => `${ref} ora tiene d’occhio ${rule}. Avviso ${where}.`,
    inChannel: ({ channel }) => `in ${channel}`,
    toOwner: ({ owner }) => `solo ${owner}`,
    already: {
      none: 'Al momento non c’è niente del genere.',
      creators: ({ n }) =>
        n === 1
          ? 'Una segnalazione del genere c’è già; avviso delle nuove.'
          : `${n} segnalazioni del genere ci sono già; avviso delle nuove.`,
      level: ({ day }) => `È già così dal ${day}; avviso quando succede di nuovo.`,
      nobody:
        'Non c’è nessuno: nessun file vi ha nominato un creator. Finché non succede non avviso di niente.',
      long: 'È così da quattro settimane o più; avviso quando succede di nuovo.',
      newCreators: 'Avviso di chi compare per la prima volta da adesso in poi.',
      again: 'Quel che non si è potuto pubblicare prima della pausa arriva con il prossimo messaggio.',
    },
    manner: ({ days, timeZone }) =>
      `Una volta per ogni caso, e sullo stesso al massimo ${days === 1 ? 'una volta al giorno' : `ogni ${days} giorni`}. Dal lunedì al venerdì dalle 8 alle 20 (${timeZone}), mai nei giorni festivi: quel che succede allora aspetta la prima ora lavorativa.`,
    troubled: ({ ref, rule }) =>
      `Non riesco a controllare ${ref} (${rule}): qualcosa non va con quella regola, e finché non è a posto non avvisa di niente. Prova con \`/digest avviso modifica ${ref}\`; chi gestisce Regia trova il motivo nel log.`,
    stopped: {
      is_archived: ({ refs, channel }) =>
        `Ho messo in pausa ${refs}: ${channel} è stato archiviato. Se qualcuno lo riapre, ti chiedo se devo riprendere.`,
      channel_not_found: ({ refs, channel }) =>
        `Ho messo in pausa ${refs}: ${channel}, dove usciva l’avviso, non c’è più. \`/digest avviso\` crea una regola così in un altro canale; \`/digest avvisi\` mostra tutte le regole.`,
      not_in_channel: ({ refs, channel }) =>
        `Ho messo in pausa ${refs}: non faccio più parte di ${channel}. Invitami lì con \`/invite @Regia\`, e ti chiedo se devo riprendere.`,
      is_ext_shared: ({ refs, channel }) =>
        `Ho messo in pausa ${refs}: ${channel} ora è condiviso con un’altra organizzazione, e lì non metto i numeri. Quando non lo è più, ti chiedo se devo riprendere.`,
    },
    back: ({ refs, channel, n }) =>
      `Posso di nuovo avvisare in ${channel}. ${refs} ${n === 1 ? 'è' : 'sono'} in pausa: devo riprendere?`,
    orphan: ({ who, refs, ref, n }) =>
      `${who}, che ha creato ${refs}, non è più attivo qui. ${n === 1 ? 'La regola continua' : 'Le regole continuano'}, ma se qualcosa non va non lo sa nessuno: lo saprà chi salva una modifica con \`/digest avviso modifica ${ref}\`.`,
    resumeOne: ({ ref }) => `Riprendi ${ref}`,
    title: ({ n }) => count(n, 'avviso', 'avvisi'),
    head: ({ ref, rule, owner }) => `${ref} · ${rule} · regola di ${owner}`,
    level: ({ metric, day, value }) => `${metric}, ${day}: ${bold(value)}`,
    usual: ({ usual, change }) => `di solito ${usual} in quel giorno della settimana, ${change}`,
    newcomers: ({ n, list }) => `${count(n, 'nuovo creator', 'nuovi creator')}: ${list}`,
    others: ({ n }) => (n === 1 ? 'un altro' : `altri ${n}`),
    all: ({ n }) => `Mostra tutti e ${n}`,
    allOf: ({ shown, all }) =>
      `Tutti gli avvisi di quel messaggio${all > shown ? ` (${shown} di ${all})` : ''}`,
    also: ({ refs }) => `Riguarda anche ${refs}.`,
    above: ({ n }) =>
      n === 1
        ? 'Una sua segnalazione è qui sopra, sotto un’altra regola.'
        : `${n} sue segnalazioni sono qui sopra, sotto altre regole.`,
    covered: ({ ref }) =>
      `Tutto questo lo segnala già qui ${ref}: questa regola cambia solo quanto passa tra un avviso e l’altro.`,
    waited: 'Qualcosa ha aspettato l’orario di lavoro.',
    held: ({ n }) =>
      n === 1
        ? 'Un avviso ha aspettato questo messaggio: il limite di messaggi era esaurito.'
        : `${n} avvisi hanno aspettato questo messaggio: il limite di messaggi era esaurito.`,
    pause: 'Metti in pausa',
    resume: 'Riprendi',
    edit: 'Modifica',
    delete: 'Elimina',
    deleteAsk: 'Eliminare questa regola?',
    keep: 'Tieni',
    whyLevel: ({ rule }) => `Perché: ${rule}`,
    weekdays: 'Lo stesso giorno nelle settimane prima:',
    weekday: ({ day, value }) => `• ${day}: ${value}`,
    basis: 'Il solito è il valore di mezzo tra questi. I giorni sono quelli della piattaforma, in UTC.',
    paused: ({ ref }) => `${ref} è in pausa. \`/digest avviso riprendi ${ref}\` la riattiva.`,
    resumed: ({ ref }) => `${ref} è di nuovo attiva.`,
    deleted: ({ ref }) => `${ref} è eliminata.`,
    list: 'Regole che avvisano tra un riepilogo e l’altro',
    none: 'Ancora nessuna regola. `/digest avviso IT diamanti < 10000` ne crea una, `/digest avviso` apre il modulo.',
    line: ({ ref, rule, where, owner, state }) => `${bold(ref)} ${rule} · ${where} · ${owner} · ${state}`,
    state: { active: 'attiva', paused: 'in pausa', ended: 'eliminata' },
    told: {
      changed: ({ who, ref, rule }) => `${who} ha modificato la tua regola ${ref} (ora ${rule}).`,
      active: ({ who, ref, rule }) => `${who} ha riattivato la tua regola ${ref} (${rule}).`,
      paused: ({ who, ref, rule }) =>
        `${who} ha messo in pausa la tua regola ${ref} (${rule}). \`/digest avviso riprendi ${ref}\` la riattiva.`,
      ended: ({ who, ref, rule }) => `${who} ha eliminato la tua regola ${ref} (${rule}).`,
    },
    formTitle: 'Un avviso',
    submit: 'Salva',
    scopeField: 'Dove',
    whatField: 'Avvisami quando',
    what: {
      below: 'Il valore di un giorno è sotto un limite',
      above: 'Il valore di un giorno è sopra un limite',
      less: 'Il valore di un giorno scende sotto il solito, in %',
      more: 'Il valore di un giorno sale sopra il solito, in %',
      insight: 'C’è una segnalazione di un certo tipo',
      new_creators: 'Ci sono nuovi creator',
    },
    metricField: 'Quale valore',
    numberField: 'Limite, o percentuale',
    numberHint: 'Non serve per segnalazioni e nuovi creator.',
    kindField: 'Tipo di segnalazione',
    anyKind: 'Ogni tipo',
    severityField: 'Gravità minima',
    whereField: 'Avvisa',
    where: { channel: 'In questo canale', dm: 'Solo me' },
    coolDownField: 'Non di nuovo sullo stesso per',
    coolDownFor: ({ days }) => count(days, 'giorno', 'giorni'),
  },
  receipt: {
    title: ({ from, to }) => `Che cosa ho mandato, ${from} – ${to}`,
    summary: ({ n, drops }) =>
      `${count(n, 'messaggio', 'messaggi')}${drops === 0 ? '' : drops === 1 ? ', uno a cui si può rinunciare' : `, ${drops} cose a cui si può rinunciare`}`,
    line: ({ ref, name, where, sent, came }) => `• ${ref} ${name} → ${where}: ${sent}, ${came}`,
    direct: 'solo a te',
    digests: ({ n }) => count(n, 'riepilogo', 'riepiloghi'),
    alerts: ({ n }) => count(n, 'avviso', 'avvisi'),
    assigned: ({ n }) => count(n, 'follow-up creato', 'follow-up creati'),
    why: ({ n }) => count(n, 'riga approfondita', 'righe approfondite'),
    mutes: ({ n }) => count(n, 'riga silenziata', 'righe silenziate'),
    noAct: 'non ne è seguito niente',
    muted: ({ list }) =>
      `I più silenziati: ${list}. Senza questi tipi, regole e riepiloghi sarebbero più brevi.`,
    kind: ({ kind, n }) => `${kind} (${count(n, 'volta', 'volte')})`,
    drop: 'A che cosa puoi rinunciare',
    nothing: 'Non c’è niente a cui rinuncerei.',
    idleDigest: ({ ref, name }) =>
      `${ref} ${name}: in quattro settimane nessuno ha aperto un *Perché*, silenziato una riga o creato un follow-up.`,
    idleRule: ({ ref, name }) => `${ref} ${name}: ha avvisato spesso, e non ne è seguito niente.`,
    pause: ({ ref }) => `Metti in pausa ${ref}`,
    keep: 'Tieni',
    kept: 'Resta com’è. Lo richiedo al più presto tra tre mesi.',
    messages: ({ n }) => `In tutto ${count(n, 'messaggio', 'messaggi')}.`,
    notices: ({ n }) =>
      `Ti ${n === 1 ? 'è arrivata una comunicazione' : `sono arrivate ${n} comunicazioni`}: riepiloghi in attesa, modifiche di altri e simili.`,
    reminders: ({ n }) =>
      `Ti ${n === 1 ? 'è arrivato un promemoria' : `sono arrivati ${n} promemoria`} di follow-up.`,
    held: ({ n }) =>
      n === 1
        ? 'Un avviso ha aspettato il mattino dopo, perché il canale ne aveva già avuti abbastanza.'
        : `${n} avvisi hanno aspettato il mattino dopo, perché il canale ne aveva già avuti abbastanza.`,
    counted: 'Contati per messaggio, mai per persona. `/regia impostazioni` dice quanto posso mandare.',
  },
  tasks: {
    none: 'Nessun follow-up corrisponde.',
    format: ({ file }) => `${file}: il nome deve finire in .csv, .xlsx o .json.`,
    noTasks: ({ file }) =>
      `${file} non è un elenco di follow-up: a una tabella servono le colonne \`what\` e \`owner\`, a un JSON una lista di oggetti.`,
    badTeam: ({ said }) => `${said} non è l’id di un workspace: cominciano con T o E.`,
    noTeam: 'Qui non si conosce ancora nessun workspace; indicalo con --team T….',
    whichTeam: ({ teams }) => `Ci sono più workspace; indica quale con --team: ${teams}.`,
    written: ({ n, file }) => `Follow-up scritti in ${file}: ${n}.`,
    read: ({ read, added, known, rejected }) =>
      `Righe lette: ${read}. Nuovi: ${added}, già presenti: ${known}, scartati: ${rejected}.`,
    dryRun: 'Era una prova: non è stato salvato niente.',
    rejected: ({ file, line, why }) => `${file}:${line}: ${why}`,
  },
  reminding: {
    part: { overdue: 'In ritardo', today: 'Oggi', soon: 'A breve', waiting: 'Altri aspettano te' },
    nextStep: (p: { at: string; who: string }) => `prossimo passo: ${p.at} → ${p.who}`,
    toThread: (p: { owner: string }) => `${p.owner}, nel thread`,
    toLead: 'chi coordina',
    onIt: 'Ci penso io',
    allTomorrow: 'Tutti a domani',
    allTomorrowAbout: 'Rimanda tutti questi alla prossima mattina lavorativa',
    waitsForYou: (p: { owner: string; line: string }) => `${p.owner} aspetta te per questo: ${p.line}`,
    standsIn: (p: { owner: string; until: string; line: string }) =>
      `Per conto di ${p.owner}, che torna ${p.until}: ${p.line}`,
    inThread: (p: { who: string; line: string }) => `${p.who}, a che punto siamo? ${p.line}`,
    inChannel: (p: { line: string }) => `Questo è ancora aperto. Qualcuno può occuparsene? ${p.line}`,
    ofLead: (p: { n: number }) =>
      p.n === 1
        ? 'Un follow-up è in ritardo e chi se ne occupa non ha risposto.'
        : `${p.n} follow-up sono in ritardo e chi se ne occupa non ha risposto.`,
    wasAsked: (p: { who: string; at: string }) => `Ultima richiesta a ${p.who}: ${p.at}.`,
    take: 'Lo prendo io',
    askAgain: 'Chiedi di nuovo',
    stopAsking: 'Non chiedere più',
    again: (p: { who: string; line: string }) => `${p.who} chiede a che punto siamo: ${p.line}`,
    waitsForNobody: (p: { line: string; who: string }) =>
      `Questo aspetta ${p.who}, che non è più in questo workspace: ${p.line}`,
    stillWaits: (p: { line: string; what: string }) => `Questo è ancora in attesa? ${p.line} · ${p.what}`,
    isOnIt: (p: { ref: string; at: string }) =>
      `Bene: ${p.ref} è in corso. Se sarà ancora aperto, lo chiedo di nuovo ${p.at}.`,
    isAsked: (p: { ref: string; who: string }) => `Ho chiesto di nuovo a ${p.who} di ${p.ref}.`,
    isStopped: (p: { ref: string }) =>
      `Di ${p.ref} non chiedo più a nessuno, finché non cambia la data. Resta aperto.`,
    areLater: (p: { n: number; at: string }) =>
      p.n === 0
        ? 'Nessuno di questi è ancora aperto e tuo.'
        : p.n === 1
          ? `Un follow-up torna ${p.at}.`
          : `${p.n} follow-up tornano ${p.at}.`,
  },
  routine: {
    usualHours: (p: { opens: string; closes: string }) =>
      `Hai gli orari consueti: dal lunedì al venerdì, ${p.opens}–${p.closes}, festivi esclusi. \`/regia orari 9-18 lun-ven\` imposta i tuoi.`,
    ownHours: (p: { opens: string; closes: string; days: string }) =>
      `I tuoi orari: ${p.opens}–${p.closes}, ${p.days}, festivi esclusi. I promemoria arrivano solo allora; \`/regia orari soliti\` torna a quelli consueti.`,
    away: (p: { until: string }) =>
      `Non ci sei, e torni ${p.until}: fino ad allora i promemoria aspettano. \`/regia assente off\` lo chiude prima.`,
    awayWith: (p: { until: string; delegate: string }) =>
      `Non ci sei, e torni ${p.until}: fino ad allora i tuoi promemoria arrivano a ${p.delegate}, tranne quelli dei canali privati, che aspettano. \`/regia assente off\` lo chiude prima.`,
    back: 'Bentornato! I promemoria arrivano di nuovo a te.',
    ownerAway: (p: { owner: string; until: string }) =>
      `${p.owner} è assente, torna ${p.until} e riceve i promemoria solo allora. Con *Modifica* lo affidi a qualcun altro.`,
    ownerAwayWith: (p: { owner: string; until: string; delegate: string }) =>
      `${p.owner} è assente e torna ${p.until}; lo sostituisce ${p.delegate}. Con *Modifica* lo affidi a qualcun altro.`,
    standsInForYou: (p: { owner: string; until: string }) =>
      `Sostituisci ${p.owner} fino al rientro (${p.until}): ricevi tu i promemoria dei suoi impegni.`,
    awayTitle: 'Assenza',
    until: 'Torno il',
    delegate: 'Chi mi sostituisce',
    save: 'Salva',
  },
  escalation: {
    title: 'Quando è in ritardo',
    intro:
      'Dopo chi se ne occupa, chi viene avvisato di un follow-up in ritardo? *Ci penso io* ferma tutto per due giorni lavorativi. Ciò che nasce in un canale privato non ne esce.',
    where: 'Per i follow-up di',
    everywhere: 'Tutti i canali',
    here: 'Questo canale',
    thread: 'Nel thread, dopo',
    leadAfter: 'Chi lo ha chiesto, dopo',
    channelAfter: 'Il canale, dopo',
    never: 'Mai',
    hours: (p: { n: number }) => (p.n === 1 ? '1 ora lavorativa' : `${p.n} ore lavorative`),
    days: (p: { n: number }) => (p.n === 1 ? '1 giorno lavorativo' : `${p.n} giorni lavorativi`),
    lead: 'Chi coordina, se chi lo ha chiesto è assente o se ne occupa',
    backup: 'Chi subentra, se chi coordina è assente',
    saved: 'Salvato. Vale per ogni prossimo passo, da ora.',
  },
  regia: {
    help: 'Che cosa sa fare Regia',
    intro:
      'Pubblico riepiloghi sui creator, tengo i follow-up e porto le richieste agli altri team. Le parole funzionano in italiano e in inglese. In un thread usa il menu ⋯ del messaggio: *Assign follow-up* o *Send as request*.',
    settingsTitle: 'Impostazioni',
    settingsIntro: 'Le richieste a un team vanno nel canale che scegli qui. Prima invitami lì.',
    settingsSaved: 'Salvato.',
    budget: {
      channelDay: 'Messaggi al giorno in un canale',
      channelWeek: 'Messaggi in sette giorni in un canale',
      personDay: 'Messaggi al giorno a una persona',
      personWeek: 'Messaggi in sette giorni a una persona',
      hint: 'Quelli che mando di mia iniziativa: riepiloghi, avvisi, promemoria, comunicazioni. Gli avvisi in più aspettano il mattino dopo; le urgenze di sicurezza e i promemoria no.',
    },
    leads: 'Chi coordina',
    leadsHint:
      'Può modificare i follow-up di tutti. Gli altri modificano quelli che sono loro o che hanno chiesto.',
    emoji: 'Emoji che fa di un messaggio un follow-up',
    emojiHint: 'Il nome, senza i due punti. Se lo lasci vuoto: nessuna.',
    save: 'Salva',
    mentionHelp:
      'Scrivi `@Regia assegna @persona che cosa entro venerdì`, oppure usa `/followup` e `/request`.',
  },
}
