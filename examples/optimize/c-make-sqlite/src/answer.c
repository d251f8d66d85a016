#include "gazetteer.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void send_all(int connection, const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t sent = write(connection, at, length);
    if (sent <= 0) return;
    at += sent;
    length -= (size_t)sent;
  }
}

void answer(int connection) {
  char request[4096], text[8192], head[256];
  unsigned char packed[8192];
  ssize_t received = read(connection, request, sizeof request - 1);
  if (received > 0) {
    request[received] = '\0';
    size_t length = places_list(text, sizeof text), packed_length = sizeof packed;
    int pack = strstr(request, "gzip") != NULL && gzip(text, length, packed, &packed_length);
    int head_length = snprintf(head, sizeof head,
                               "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n%sContent-Length: %zu\r\n"
                               "Connection: close\r\n\r\n",
                               pack ? "Content-Encoding: gzip\r\n" : "", pack ? packed_length : length);
    send_all(connection, head, (size_t)head_length);
    if (pack) send_all(connection, packed, packed_length);
    else send_all(connection, text, length);
  }
  close(connection);
}
