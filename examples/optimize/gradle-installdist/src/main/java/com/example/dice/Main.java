package com.example.dice;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rolls dice: `/roll/3d6` answers with three numbers and their sum. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/", exchange -> {
      String answer = answer(exchange.getRequestURI().getPath());
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    LOG.info("dice on port {}", port);
  }

  private static String answer(String path) {
    if (!path.startsWith("/roll/")) return "Ask for /roll/3d6\n";
    try {
      return Roll.parse(path.substring("/roll/".length())).toString() + "\n";
    } catch (IllegalArgumentException error) {
      return error.getMessage() + "\n";
    }
  }
}
