import { ActivityTypes, BotAdapter, TurnContext, type Activity, type ConversationReference, type ResourceResponse } from 'botbuilder-core';
import { Botkit, type BotkitMessage, type BotWorker } from 'botkit';
import { JiedaError } from '../base/errors.ts';
import type { Channel } from '../conversation/channel.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { takeTurn, understandInbound, type Inbound, type Outcome, type Understood } from '../conversation/turn.ts';

/** What one inbound message carries through Botkit's stages; kept beside its activity, because activities hold plain data only. */
type Passage = { inbound: Inbound; understood?: Understood; outcome?: Outcome; failure?: unknown };

const passageKey = Symbol('passage');

/**
 * The web channel: the widget and the visitor's HTTP interface. Every message passes Botkit's controller: *ingest* checks identity and
 * limits, *receive* understands, one handler takes the turn and says what the turn committed. Browsers read
 * that from the database, woken by the commit.
 */
export function openWebChannel(runtime: Runtime): Channel {
  const adapter = new WebAdapter();
  const controller = new AwaitedBotkit({ adapter, disable_webserver: true, disable_console: true, storage: NO_STORAGE });

  controller.middleware.ingest.use((_bot: BotWorker, message: BotkitMessage, next: (error?: Error) => void) => {
    // The conversation was opened by its token before the message came here; a message that names another one is forged.
    const { inbound } = passageOf(message.context as TurnContext);
    next(inbound.conversationId === message.channel ? undefined : new JiedaError('conversation.not_found'));
  });

  controller.middleware.receive.use((_bot: BotWorker, message: BotkitMessage, next: (error?: Error) => void) => {
    const passage = passageOf(message.context as TurnContext);
    try {
      passage.understood = understandInbound(runtime, passage.inbound.text);
      next();
    } catch (error) {
      next(error instanceof Error ? error : new Error(String(error)));
    }
  });

  controller.on('message', async (bot: BotWorker, message: BotkitMessage) => {
    const passage = passageOf(message.context as TurnContext);
    try {
      passage.outcome = await takeTurn(runtime, passage.inbound, passage.understood as Understood);
      for (const said of passage.outcome.added) {
        if (said.sender === 'bot') await bot.say({ text: said.text, channelData: { seq: said.seq } });
      }
    } catch (error) {
      // Kept aside and thrown by `receive`: Botkit would print what a handler throws and wrap it so that its code is lost.
      passage.failure = error;
    }
  });

  return {
    name: 'web',
    async receive(inbound) {
      const passage: Passage = { inbound };
      await adapter.receive(passage, (context) => controller.handleTurn(context));
      if (passage.failure !== undefined) throw passage.failure;
      if (passage.outcome === undefined) throw new Error('the turn ended without an outcome');
      return passage.outcome;
    },
  };
}

/**
 * Botkit keeps no state for us: the conversation is in the database, and its default memory storage would grow with every visitor.
 */
const NO_STORAGE = {
  read: async () => ({}),
  write: async () => undefined,
  delete: async () => undefined,
};

/**
 * Botkit whose turns are awaited. The original runs its stages in callbacks whose rejections nobody hears, which ends the process; here
 * each stage is a promise of this call, so that whatever is thrown reaches the caller of `receive`.
 */
class AwaitedBotkit extends Botkit {
  override async handleTurn(context: TurnContext): Promise<void> {
    const message = {
      type: context.activity.type,
      user: context.activity.from.id,
      text: context.activity.text,
      channel: context.activity.conversation.id,
      value: '',
      reference: TurnContext.getConversationReference(context.activity),
      context,
      incoming_message: context.activity,
    } as BotkitMessage;
    const bot = await this.spawn({ context } as never);
    await this.#run('ingest', bot, message);
    await this.#run('receive', bot, message);
    await this.trigger(message.type, bot, message);
  }

  #run(stage: 'ingest' | 'receive', bot: BotWorker, message: BotkitMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.middleware[stage].run(bot, message, (error: Error | null | undefined) => (error ? reject(error) : resolve()));
    });
  }
}

/** Turns inbound messages into activities, and accounts for what a turn said. */
class WebAdapter extends BotAdapter {
  async receive(passage: Passage, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    const { conversationId, text } = passage.inbound;
    // Nothing that a client chose stands in the activity but its text: Botkit spreads channelData over the message.
    const activity: Partial<Activity> = {
      type: ActivityTypes.Message,
      channelId: 'web',
      text,
      from: { id: conversationId, name: '' },
      recipient: { id: 'jieda', name: '' },
      conversation: { id: conversationId, name: '', isGroup: false, conversationType: '' },
    };
    const context = new TurnContext(this, activity);
    context.turnState.set(passageKey, passage);
    await this.runMiddleware(context, logic);
  }

  /**
   * The lines are committed already, with their numbers, and the commit has woken whoever watches the conversation: the browser reads them
   * from the database. A channel of another service would send them here.
   */
  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(({ channelData }) => ({ id: String((channelData as { seq: number }).seq) }));
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('a committed line is not changed'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('a committed line is not deleted'));
  }

  override async continueConversation(reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    await this.runMiddleware(new TurnContext(this, TurnContext.applyConversationReference({ type: ActivityTypes.Event }, reference, true)), logic);
  }
}

function passageOf(context: TurnContext): Passage {
  return context.turnState.get(passageKey) as Passage;
}
