/** A copy of a setting to edit: JSON is what settings are, and Vue's reactive objects cannot be cloned otherwise. */
export function plainCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
