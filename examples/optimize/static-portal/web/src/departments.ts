const departments: Readonly<Record<string, string>> = {
  archive: 'The archive',
  maps: 'Maps and plans',
  permits: 'Permits',
};

/** The department that a path such as `/maps/1901` belongs to. */
export function departmentOf(path: string): string | undefined {
  return departments[path.split('/')[1] ?? ''];
}
