#include "gazetteer.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3 *database;

void places_open(const char *file) {
  if (sqlite3_open_v2(file, &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
    fprintf(stderr, "%s: %s\n", file, sqlite3_errmsg(database));
    exit(1);
  }
}

size_t places_list(char *text, size_t size) {
  sqlite3_stmt *rows;
  size_t length = 0;
  text[0] = '\0';
  if (sqlite3_prepare_v2(database, "SELECT name, country, people FROM place ORDER BY name", -1, &rows, NULL)) return 0;
  while (sqlite3_step(rows) == SQLITE_ROW && length < size) {
    length += (size_t)snprintf(text + length, size - length, "%s, %s: %d people\n", sqlite3_column_text(rows, 0),
                               sqlite3_column_text(rows, 1), sqlite3_column_int(rows, 2));
  }
  sqlite3_finalize(rows);
  return length < size ? length : size - 1;
}
