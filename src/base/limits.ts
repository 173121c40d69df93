/** Every limit of the program, named once. Units stand last in the name; lengths are in UTF-16 units. */
export const LIMITS = {
  /** Longest message of a customer or an agent. */
  messageLength: 2_000,
  /** Longest text that understanding accepts (classify, evaluate); beyond it the text is refused. */
  understandLength: 100_000,
  /** Only this much of a long text is segmented and classified: what a customer wants is said by then. */
  understandPrefix: 1_000,
  /** Questions that one message is split into, at most, and clauses beyond which it is a story or a table, not a row of questions. */
  parts: 5,
  clauses: 16,
  /** An intent with fewer examples is understood by luck. */
  examplesMin: 20,
  /** Of what a customer is writing, how much the desk sees, and how soon after the last time it is told again. */
  typingLength: 200,
  typing_ms: 300,
  clientIdLength: 64,
  pageAddressLength: 500,
  nameLength: 40,
  passwordLengthMin: 10,
  passwordLengthMax: 200,
  /** Bodies of HTTP requests and frames of sockets. */
  requestBytes: 65_536,
  /** Messages handed out by one `after` query; the client asks again for more. */
  messagesPage: 500,
  /** Messages of a customer after which a conversation with the bot counts as long. */
  longConversation: 15,
  /** Full-text search: what is looked for, in how many terms, conversations on one page, hits shown of each, and the text around a hit. */
  searchLength: 100,
  searchTerms: 12,
  searchPage: 20,
  searchHits: 3,
  snippetLength: 80,
  /** Messages that the index takes in one transaction when it is filled after an upgrade. */
  indexBatch: 200,
  /** Tags there are, tags of one conversation; canned replies of everybody and of one person, and their titles. */
  tags: 200,
  tagLength: 20,
  tagsPerConversation: 10,
  cannedReplies: 1_000,
  cannedTitleLength: 40,
  /** Replies that are suggested for a customer's message. */
  suggestions: 3,
  /** How long somebody may take back what they wrote. */
  recall_ms: 120_000,
  /** Earlier conversations of a customer that the desk shows. */
  historyPage: 20,
  /** One file, files of one conversation, and what a file may be called. */
  fileBytes: 5 * 1_048_576,
  filesPerConversation: 50,
  fileNameLength: 120,
  /** Look of the widget: its texts, distance from an edge and roundness in px; bytes and edges in px of a picture, and pictures kept besides the one in use. */
  lookTitleLength: 24,
  lookGreetingLength: 40,
  lookLauncherLength: 12,
  lookEdge: 120,
  lookRadius: 24,
  lookPictureBytes: 512 * 1_024,
  lookPictureEdge: 1_024,
  lookPictures: 20,
  /** How long a page may show the look that it got, before it asks again. */
  lookAge_s: 60,
  /** Rows of one list at the desk. */
  conversationsPage: 200,
  /** Messages that one conversation takes in a window. */
  visitorMessages: 20,
  visitorMessagesWindow_s: 10,
  /** Conversations that one address opens in a window. */
  conversationsPerAddress: 60,
  conversationsPerAddressWindow_s: 600,
  /** Requests of any kind from one address in a window. */
  requestsPerAddress: 3_000,
  requestsPerAddressWindow_s: 60,
  signInAttempts: 10,
  signInWindow_s: 300,
  /** Wrong conversation tokens from one address in a window. */
  tokenGuesses: 60,
  tokenGuessesWindow_s: 300,
  socketsPerAddress: 2_000,
  socketsPerConversation: 10,
  /** Events that one socket sends in a window. */
  socketEvents: 100,
  socketEventsWindow_s: 10,
  /** What may wait for a client that reads slowly, in characters; beyond it the connection ends, and the client fetches what it missed. */
  socketBacklog: 4 * 2 ** 20,
  /** Turns that share one commit, and turns that may wait for one. */
  turnsPerCommit: 64,
  turnsWaiting: 5_000,
  session_ms: 12 * 3_600_000,
  oneTimeLink_ms: 24 * 3_600_000,
  /** How often a session notes that it was used. */
  sessionSeen_ms: 300_000,
  deviceLength: 200,
  /** Wrong one-time codes in a row before none is taken for a while; the while doubles with each further one. */
  wrongCodes: 5,
  codeLock_ms: 60_000,
  codeLockMax_ms: 3_600_000,
  recoveryCodes: 10,
  teamsMax: 50,
  /** Keys of programs that are good at a time, how long one lasts at most, wrong ones from one address in a window, and requests with one key. */
  apiKeys: 50,
  apiKeyDays: 3_650,
  keyGuesses: 30,
  keyGuessesWindow_s: 300,
  keyRequests: 600,
  keyRequestsWindow_s: 60,
  /** Order look-up of a shop: one attempt, its answer's size, and how long a look-up may be pending before it counts as failed. */
  lookUp_ms: 1_500,
  lookUpBytes: 65_536,
  lookUpPending_ms: 30_000,
  /** How long after its last line a conversation may be gone on from in a new one. */
  continue_ms: 7 * 24 * 3_600_000,
  /** Conversations, tickets or notifications that a sweep takes at a time. */
  sweepPage: 10,
  /** Tickets of one customer that the dialog and the customer are told about; the newest. */
  ticketsKnown: 20,
  /** How often a ticket's number may be named with a wrong contact, by whomever, before nobody is told about it by its number. */
  wrongContacts: 5,
  wrongContactsWindow_ms: 24 * 3_600_000,
  /** Who has a complaint hears of it at least this often until it is done. */
  feedback_ms: 24 * 3_600_000,
  /** How long before that those who work on it are asked for something to tell. */
  feedbackAsk_ms: 3 * 3_600_000,
  /** What is written about a ticket at the desk, each text. */
  ticketText: 500,
  /** Rows of one page of tickets, and tickets that call for one person at a time. */
  ticketsPage: 50,
  ticketCalls: 100,
  /** Share of the time until a ticket is due after which those who work on it are reminded. */
  reminderShare: 0.8,
  ratingCommentLength: 500,
  /** How long a rating may be changed. */
  ratingChange_ms: 24 * 3_600_000,
  /** Notifications to the shop's system: one attempt, how many attempts, the wait after the first (each further one is three times as long). */
  notify_ms: 5_000,
  notifyTries: 8,
  notifyRetry_ms: 30_000,
  /**
   * Webhooks: how many, their addresses, the rows of the log on a page, how much of an answer is read and kept, attempts in a row that fail before one is paused, and
   * how long the secret before the present one signs, too.
   */
  webhooks: 20,
  webhookAddressLength: 500,
  deliveriesPage: 50,
  webhookAnswerBytes: 500,
  webhookFailures: 20,
  webhookOverlap_ms: 24 * 3_600_000,
  /** What retention deletes in one transaction. */
  retentionBatch: 50,
  /** Replies that one decision may hold. */
  repliesPerTurn: 6,
  /** Business hours: spans of one day, and days that differ from the week. */
  spansPerDay: 6,
  specialDays: 400,
  /** How much earlier somebody counts as having come to the queue for each point of priority. */
  queueHeadStart_ms: 30_000,
  /** A desk counts as open this long after its last sign of life; whose desk is gone for longer than the grace is offline. */
  lifeSign_ms: 60_000,
  presenceGrace_ms: 180_000,
  /** How long nobody may touch a desk before its agent counts as away. */
  idle_ms: 600_000,
  /** How long somebody who declined an offer, or missed it, is not offered the same conversation again. */
  offerPassed_ms: 120_000,
  /** Offers missed in a row that make an agent away. */
  offersMissed: 2,
  /** How often a node looks for offers to make and for those that have run out. */
  routing_ms: 1_000,
  /** Colleagues who may take part in a conversation besides whoever serves it, and the note that goes with a transfer. */
  participants: 5,
  noteLength: 500,
  /** A customer who comes back with the same intent within this time was not helped the first time. */
  return_ms: 7 * 24 * 3_600_000,
  /** How far back the sweep looks for conversations that ended and are not tallied, before the last one that is. */
  tallyOverlap_ms: 3_600_000,
  /** Reviews on one page, and each text of one. */
  reviewsPage: 50,
  reviewTextLength: 1_000,
  /** Limits about to break that the wall shows, and how long before they do. */
  wallLimits: 12,
  wallAhead_ms: 60_000,
  wallTicketsAhead_ms: 3_600_000,
  /** Lines of the audit log on one page, and in one export. */
  auditPage: 100,
  auditExport: 50_000,
  /** Why something is sent although it is on the list of what nobody writes, replacements that one message tells of, examples shown, and days of one statistics. */
  reasonLength: 200,
  replacedEntries: 20,
  forbiddenExamples: 100,
  statisticsDays: 366,
  /** Versions kept of one document of the content draft, and the body of a request that saves or imports content. */
  documentVersions: 200,
  contentBytes: 8 * 1_048_576,
  /** Characters of one file of conversation tests. */
  conversationFile: 200_000,
  /** Jobs of the studio that are kept, and that one list shows. */
  jobs: 200,
  jobsPage: 20,
  /** Files to import: uploaded bytes, entries and unpacked bytes of an archive, and how many times its packed size that may be (from 1 MB on). */
  importBytes: 20 * 1_048_576,
  archiveEntries: 4_000,
  archiveBytes: 120 * 1_048_576,
  archiveRatio: 200,
  /** Tables: rows, columns, and letters of a cell; sentences of one import of intents; bytes of YAML, and how deep JSON and YAML may nest. */
  importRows: 250_000,
  importColumns: 64,
  importCellLength: 32_767,
  importLines: 20_000,
  yamlBytes: 5 * 1_048_576,
  nesting: 64,
  /** Memory of the thread that reads such a file, in MB. */
  importHeap_MB: 512,
  /** Imports that were looked at and wait to be carried out, and for how long; lines of one page of a report. */
  importsWaiting: 4,
  importWaits_ms: 30 * 60_000,
  importPage: 100,
  /** With less room on its disk than this the embedded database counts as not ready: one turn may still fit, the next may not. */
  diskFreeBytes: 8 * 1_048_576,
  /** Review queue: sentences of one origin that are taken on a day, and sentences of an import that are written in one transaction. */
  sentencesPerOrigin: 30,
  sentencesBatch: 200,
  /** Longest sentence that is taken: longer ones are stories, and no example may be longer. */
  sentenceLength: 500,
  /** Sentences of a group that are shown, and those that one decision labels. */
  sentencesPerGroup: 40,
  sentencesDecided: 200,
  /** How long a group is kept for whoever looks at it; groups that one page claims at a time, holds, and may pass over. */
  groupClaim_ms: 300_000,
  groupsClaimed: 5,
  groupsHeld: 20,
  groupsPassed: 200,
  /** Longest words that the queue is searched for. */
  queueWords: 50,
  /** Examples that one intent may have. */
  examplesMax: 5_000,
  /** Judged sentences of a release that one answer holds. */
  judgedPage: 200,
  /** Texts that wait for the release in the shadow on one node, and differences that one answer holds. */
  shadowQueue: 1_000,
  shadowPage: 500,
  /** Content analytics: different lines that are compared to find topics, topics and pieces of advice shown, examples of a topic, and sentences on one list. */
  topicLines: 3_000,
  topics: 40,
  advice: 12,
  topicExamples: 5,
  analyticsSentences: 100,
  /** Fewer conversations are no topic, and of fewer no rate is told. */
  topicConversations: 3,
  rateOf: 10,
  shutdown_ms: 10_000,
} as const;
