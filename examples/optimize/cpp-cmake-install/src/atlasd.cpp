// Serves one map over HTTP: atlasd CONFIG, where the configuration says `port N` and `map FILE`.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include "atlas/map.hpp"

namespace {

struct Settings {
  int port = 8080;
  std::string map;
};

Settings read_settings(const char *file) {
  Settings settings;
  std::ifstream in(file);
  for (std::string name; in >> name;) {
    if (name == "port") in >> settings.port;
    if (name == "map") in >> settings.map;
  }
  return settings;
}

void answer(int connection, const std::string &body) {
  char request[2048];
  if (read(connection, request, sizeof request) > 0) {
    const std::string reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: " +
                              std::to_string(body.size()) + "\r\n\r\n" + body;
    if (write(connection, reply.data(), reply.size()) < 0) std::perror("atlasd");
  }
  close(connection);
}

int serve(const Settings &settings) {
  const auto map = atlas::Map::load(settings.map);
  const std::string body = map.drawn() + std::to_string(map.squares('~')) + " squares of water\n";
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const int yes = 1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(settings.port));
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || listen(listener, 16) != 0) {
    std::perror("atlasd");
    return 1;
  }
  std::cout << "atlasd on port " << settings.port << std::endl;
  for (;;) {
    const int connection = accept(listener, nullptr, nullptr);
    if (connection >= 0) std::thread(answer, connection, body).detach();
  }
}

}  // namespace

int main(int count, char **arguments) {
  std::signal(SIGTERM, [](int) { _exit(0); });
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return serve(read_settings(count > 1 ? arguments[1] : "/etc/atlas.conf"));
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
