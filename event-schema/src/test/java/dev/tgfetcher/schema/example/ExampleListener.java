package dev.tgfetcher.schema.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.file.Path;

public final class ExampleListener {
  public static void main(String... args) throws IOException {
    listen(args[0], Integer.parseInt(args[1]), System.out);
  }

  static void listen(String host, int port, PrintStream out) throws IOException {
    try (Socket redis = new Socket(host, port)) {
      redis.getOutputStream().write("SUBSCRIBE tg_events\r\n".getBytes(UTF_8));
      var lines = new BufferedReader(new InputStreamReader(redis.getInputStream(), UTF_8));
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.startsWith("{") && Event.parse(line).orElse(null) instanceof MessagesFetched day) {
          print(Path.of(day.filePath()), out);
        }
      }
    }
  }

  private static void print(Path day, PrintStream out) throws IOException {
    try (ArchiveReader file = ArchiveReader.open(day)) {
      out.println(file.header().sourceInfo().title() + ", " + file.header().date());
      file.forEachRemaining(message -> out.println(message.id() + " " + message.text()));
    }
  }
}
