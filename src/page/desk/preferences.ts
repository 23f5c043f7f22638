/** What this reader likes, kept in the browser beside all runs. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  layout: "inline" | "side-by-side";
  who: string;
}

const KEY = "unspin:preferences";

export function loadPreferences(): Preferences {
  const kept = readKept();
  return {
    theme: kept.theme === "light" || kept.theme === "dark" ? kept.theme : "system",
    layout: kept.layout === "side-by-side" ? "side-by-side" : "inline",
    who: typeof kept.who === "string" ? kept.who : "",
  };
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing asks again next time; nothing is lost but a liking.
  }
}

export function showTheme({ theme }: Preferences): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

function readKept(): Partial<Preferences> {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {}) as Partial<Preferences>;
  } catch {
    return {};
  }
}
