import type { z } from 'zod';
import type { Language } from '../base/errors.ts';
import type { Config } from '../base/config.ts';
import type { Channel } from '../conversation/channel.ts';
import type { DemoShop } from '../conversation/demoShop.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { KeyHolder } from '../desk/account/apiKey.ts';
import type { Studio } from '../studio/studio.ts';
import type { Limiters } from './limiters.ts';

/** What every route and event works with. */
export type Server = {
  config: Config;
  runtime: Runtime;
  channel: Channel;
  limiters: Limiters;
  studio: Studio;
  /** The demo shop, while no real site uses this server. */
  demoShop: DemoShop | null;
};

/**
 * Who may call a route: anybody; the customer whose conversation `:id` is, by its token; programs with a key only; or people who signed in at
 * the desk with at least this role. Which of these programs may call, too, says the policy.
 */
export type Access = 'public' | 'visitor' | 'key' | 'agent' | 'supervisor' | 'admin';

/**
 * A request whose shape and access have been checked. `person` is there on desk routes, or `key` where a program calls; `conversationId` on
 * visitor routes.
 */
export type Call<Params, Query, Body> = {
  params: Params;
  query: Query;
  body: Body;
  person: DeskPerson | undefined;
  key: KeyHolder | undefined;
  conversationId: string | undefined;
  sessionToken: string | undefined;
  /** Address of the client, behind trusted proxies only. */
  address: string;
  /** The client as it names itself. */
  device: string;
  language: Language;
};

/** A file to save under a name, instead of a JSON body. Never shown inside the page. */
export type FileAnswer = { name: string; type: string; content: string | Buffer };

/** An answer that is the same for everybody: pages of any site may load it, and how long it may be kept; `immutable`: it never changes. */
export type Caching = { maxAge_s: number; immutable?: boolean };

/** What a route answers: a status with a body or a file, and at most one cookie to set (`null` value: delete it). */
export type Answer = { status: number; body?: unknown; file?: FileAnswer; cache?: Caching; session?: { token: string; expiresAt_ms: number } | null };

export type Route<Params = unknown, Query = unknown, Body = unknown> = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Express path, `:name` for parameters. */
  path: string;
  access: Access;
  /** One line for the interface's description. */
  summary: string;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** The body is not JSON but the bytes of one file (`application/octet-stream`), at most this many; it is read only from those who may call. */
  uploadBytes?: number;
  response?: z.ZodType;
  handle(server: Server, call: Call<Params, Query, Body>): Promise<Answer>;
};

/** Keeps the types of one route's parts together; the table of routes forgets them. */
export function route<Params, Query, Body>(definition: Route<Params, Query, Body>): Route {
  return definition as Route;
}
