import { useId } from 'react';

type Option<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Read out and shown on hover, with the key that does the same. */
  readonly hint: string;
  readonly badge?: { readonly count: number; readonly severity: 'error' | 'warning' };
};

type Props<Value extends string> = {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
};

/** One of a few: radio buttons that look like one control, so that the browser gives keys and announcements. */
export function Choice<Value extends string>({ label, options, value, choose }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.hint}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => choose(option.value)} />
          <span>{option.label}</span>
          {option.badge && (
            <span className="badge" data-severity={option.badge.severity}>
              {option.badge.count}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
