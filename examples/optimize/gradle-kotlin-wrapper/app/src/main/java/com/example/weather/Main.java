package com.example.weather;

import com.example.station.Station;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** Reports the weather at the stations of a YAML file. */
public final class Main {
  public static void main(String[] arguments) throws IOException {
    // Outside of the jar, so that an operator can mount another one.
    Path file = Path.of(System.getenv().getOrDefault("WEATHER_CONFIG", "config/stations.yaml"));
    String report = stations(file).stream().map(Station::report).collect(Collectors.joining("\n", "", "\n"));
    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.getInteger("port", 8080)), 0);
    server.createContext("/", exchange -> {
      byte[] body = report.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  @SuppressWarnings("unchecked")
  private static List<Station> stations(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Map<String, List<Map<String, Object>>> document = new Yaml().load(in);
      return document.get("stations").stream()
          .map(entry -> new Station((String) entry.get("name"), (Integer) entry.get("celsius")))
          .toList();
    }
  }
}
