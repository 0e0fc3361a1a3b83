/** @file Where a measurement is found in the results. */

/** The candidates of the first measurement that has these properties; null where none has. */
export function candidatesOf({ measurements }, properties) {
  return measurementOf({ measurements }, properties)?.candidates ?? null;
}

export function measurementOf({ measurements }, properties) {
  return measurements.find(has(properties)) ?? null;
}

export function allOf({ measurements }, properties) {
  return measurements.filter(has(properties));
}

function has(properties) {
  return (measurement) => Object.entries(properties).every(([key, value]) => measurement[key] === value);
}
