/** The layout of a model's bytes. A model of another layout is refused. */
export const MODEL_FORMAT = 'jieda-model/1';

/** Behaviour of understanding for the same content: part of a release's name. Raise it with every change that can alter a meaning or a model. */
export const TEXT_VERSION = 9;
