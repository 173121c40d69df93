/** The word for a type of entity; one that people have made up since is called by its id. */
export function entityName(type: string, t: (key: string) => string, te: (key: string) => boolean): string {
  return te(`entity.${type}`) ? t(`entity.${type}`) : type;
}
