/* Serves a small database of places over HTTP, packed where the client can unpack. */
#include "gazetteer.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void stop(int signal) {
  (void)signal;
  _exit(0);
}

int main(void) {
  const char *file = getenv("PLACES_DB"), *port = getenv("PORT");
  struct sigaction terminate = {.sa_handler = stop}, ignore = {.sa_handler = SIG_IGN};
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

  places_open(file ? file : "places.db");
  sigaction(SIGTERM, &terminate, NULL);
  sigaction(SIGPIPE, &ignore, NULL);
  address.sin_port = htons((unsigned short)atoi(port ? port : "8080"));
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 16)) {
    perror("gazetteer");
    return 1;
  }
  printf("gazetteer on port %s\n", port ? port : "8080");
  fflush(stdout);
  for (;;) {
    int connection = accept(listener, NULL, NULL);
    if (connection >= 0) answer(connection);
  }
}
