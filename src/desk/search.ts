import { toIso } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { SearchQuery, SearchResult } from '../contract/desk/search.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { findConversation } from '../storage/conversation.ts';
import { findMessage } from '../storage/message.ts';
import { findLines, type Hit } from '../storage/search.ts';
import { searchTerms, snippet } from '../text/searchWords.ts';
import { filterOf } from './filter.ts';
import { presentRows } from './view.ts';

/** Lines read at a time: a page of conversations with a few hits each. */
const LINES_PER_READ = 200;
/** Reads for one page, so that one conversation full of hits does not hold up the answer; the next page goes on from there. */
const READS_MAX = 5;

/** Conversations in which every word of the query stands in one line (a customer's name counts as part of it), newest finds first. */
export async function searchConversations(runtime: Runtime, { text, before, ...filters }: SearchQuery): Promise<{ results: SearchResult[]; before?: number }> {
  const terms = searchTerms(text, LIMITS.searchTerms);
  if (terms.length === 0) return { results: [] };
  const { engine, read } = runtime.storage;
  const filter = filterOf(runtime, filters);
  const found = new Map<string, Hit[]>();
  let from = before ?? null;
  let isLast = false;
  reading: for (let reads = 0; reads < READS_MAX && !isLast; reads += 1) {
    const hits = await findLines(read, engine, terms, filter, from, LINES_PER_READ);
    isLast = hits.length < LINES_PER_READ;
    for (const hit of hits) {
      const known = found.get(hit.conversationId);
      if (known === undefined && found.size === LIMITS.searchPage) {
        isLast = false;
        break reading;
      }
      if (known === undefined) found.set(hit.conversationId, [hit]);
      else known.push(hit);
      from = hit.id;
    }
  }
  return { results: await present(runtime, found, text), ...(!isLast && from !== null && { before: from }) };
}

async function present(runtime: Runtime, found: Map<string, Hit[]>, query: string): Promise<SearchResult[]> {
  const { read } = runtime.storage;
  const conversations = (await Promise.all([...found.keys()].map((id) => findConversation(read, id)))).filter((conversation) => conversation !== undefined);
  const rows = await presentRows(runtime, conversations);
  return Promise.all(
    rows.map(async (conversation) => {
      const hits = (found.get(conversation.id) ?? []).slice(0, LIMITS.searchHits);
      const messages = await Promise.all(hits.map(({ conversationId, seq }) => findMessage(read, conversationId, seq)));
      return {
        conversation,
        hits: messages
          .filter((message) => message !== undefined && !message.recalled)
          .map((message) => ({ seq: message!.seq, from: message!.sender, at: toIso(message!.at_ms), pieces: snippet(message!.text, query, LIMITS.snippetLength) })),
      };
    }),
  );
}
