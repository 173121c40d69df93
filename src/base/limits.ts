/** Every limit of the program, named once. Units stand last in the name; lengths are in UTF-16 units. */
export const LIMITS = {
  /** Longest message of a customer or an agent. */
  messageLength: 2_000,
  /** Longest text that understanding accepts (classify, evaluate); beyond it the text is refused. */
  understandLength: 100_000,
  /** Only this much of a long text is segmented and classified: what a customer wants is said by then. */
  understandPrefix: 1_000,
  /** An intent with fewer examples is understood by luck. */
  examplesMin: 20,
  clientIdLength: 64,
  pageAddressLength: 500,
  nameLength: 40,
  passwordLengthMin: 10,
  passwordLengthMax: 200,
  /** Bodies of HTTP requests and frames of sockets. */
  requestBytes: 65_536,
  /** Messages handed out by one `after` query; the client asks again for more. */
  messagesPage: 500,
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
  /** Turns that share one commit, and turns that may wait for one. */
  turnsPerCommit: 64,
  turnsWaiting: 5_000,
  session_ms: 12 * 3_600_000,
  oneTimeLink_ms: 24 * 3_600_000,
  /** Order look-up of a shop: one attempt, its answer's size, and how long a look-up may be pending before it counts as failed. */
  lookUp_ms: 1_500,
  lookUpBytes: 65_536,
  lookUpPending_ms: 30_000,
  /** Replies that one decision may hold. */
  repliesPerTurn: 6,
  shutdown_ms: 10_000,
} as const;
