/** A file's bytes in memory that all threads of the process can read. */
export interface SharedFile {
  readonly path: string;
  readonly bytes: SharedArrayBuffer;
}

/** What this thread has read and still uses. */
const opened = new Map<string, WeakRef<SharedArrayBuffer>>();
/** What another thread has read, and checked, for this one. */
const adopted = new Map<string, SharedArrayBuffer>();

/** The files that this thread has read and still uses, for threads that are to use them too. */
export function sharedFiles(): SharedFile[] {
  return [...opened].flatMap(([path, reference]) => {
    const bytes = reference.deref();
    return bytes === undefined ? [] : [{ path, bytes }];
  });
}

/** Takes files over from another thread: they are not read again, whatever becomes of them on disk. */
export function adoptFiles(files: readonly SharedFile[]): void {
  for (const { path, bytes } of files) adopted.set(path, bytes);
}

export function adoptedFile(path: string): SharedArrayBuffer | undefined {
  return adopted.get(path);
}

export function noteFile(path: string, bytes: SharedArrayBuffer): void {
  opened.set(path, new WeakRef(bytes));
}
