import { undoLast } from "../desk/decide.js";
import type { Desk } from "../desk/desk.js";
import { keepPreferences, showTheme } from "../desk/preferences.js";
import { useDesk } from "../parts/desk-context.js";

const VIEWS = [
  ["overview", "Overview"],
  ["documents", "Documents"],
  ["changes", "Changes"],
] as const;

const THEMES = { system: "light", light: "dark", dark: "system" } as const;

export function Header() {
  const desk = useDesk();
  const { view } = desk;
  return (
    <header class="header">
      <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>("#main")?.focus()}>
        Skip to the content
      </button>
      <span class="name">unspin</span>
      <nav aria-label="Views">
        {VIEWS.map(([name, title]) => (
          <a
            key={name}
            href={`#/${name}`}
            aria-current={view.name === name || (name === "documents" && view.name === "document") ? "page" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <Search desk={desk} />
      <Progress desk={desk} />
      <div class="tools" role="toolbar" aria-label="Tools">
        <button
          type="button"
          onClick={() => undoLast(desk)}
          disabled={desk.undo.size === 0}
          title="Take the last step back (u)"
        >
          Undo
        </button>
        <button type="button" onClick={() => desk.open({ kind: "decisions" })} title="Export, import, your name">
          Ledger
        </button>
        <button
          type="button"
          onClick={() => changeTheme(desk)}
          aria-label={`Theme: ${desk.preferences.theme === "system" ? "auto" : desk.preferences.theme}`}
          title="Light, dark, or as the system has it"
        >
          <span class="wide">Theme: </span>
          {desk.preferences.theme === "system" ? "auto" : desk.preferences.theme}
        </button>
        <button
          type="button"
          onClick={() => desk.open({ kind: "help" })}
          aria-label="Help: keys and signs"
          title="Keys (?)"
        >
          ?
        </button>
      </div>
    </header>
  );
}

function Search({ desk }: { desk: Desk }) {
  const search = (query: string) => {
    desk.query = query;
    desk.row = -1;
    if (desk.view.name === "overview" || desk.view.name === "document") desk.show({ name: "changes" });
    desk.changed();
  };
  return (
    <search class="search">
      <input
        id="search"
        type="search"
        placeholder="Search  /"
        aria-label="Search words, titles and sources"
        value={desk.query}
        onInput={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </search>
  );
}

function Progress({ desk: { decisions, run, keeping } }: { desk: Desk }) {
  const { decided, left } = decisions;
  return (
    <div class="progress">
      <progress max={Math.max(1, run.editCount)} value={decided} aria-label="Changes decided" />
      <span class="progress-text">
        <b>{decided.toLocaleString("en")}</b> <span>decided</span> <b>{left.toLocaleString("en")}</b> <span>left</span>
        {keeping.note !== "" && <span class={`keeping keeping-${keeping.state}`}> · {keeping.note}</span>}
      </span>
    </div>
  );
}

function changeTheme(desk: Desk): void {
  desk.preferences.theme = THEMES[desk.preferences.theme];
  keepPreferences(desk.preferences);
  showTheme(desk.preferences);
  desk.changed();
}
