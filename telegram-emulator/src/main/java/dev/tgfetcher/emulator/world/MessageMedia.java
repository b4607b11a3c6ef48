package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The attachment of a message. Files are described, but never served.
 *
 * @param type TDLib's name of the kind, in snake case: {@code voice_note}
 * @param properties the details, such as {@code file_name}, {@code mime_type}, {@code size}, {@code
 *     width}, {@code height}, {@code duration} and {@code title}
 */
public record MessageMedia(String type, Map<String, Object> properties, TlObject tl) {
  private static final int FILE_DC = 1;
  private static final int FILE_DATE = 1_700_000_000;

  public static MessageMedia photo(int width, int height, int size) {
    TlObject photoSize =
        make("photoSize").set("type", "x").set("w", width).set("h", height).set("size", size);
    TlObject photo =
        file(make("photo"), Objects.hash("photo", width, height, size))
            .set("sizes", List.of(photoSize));
    return of("photo", make("messageMediaPhoto").set("photo", photo))
        .with("width", width)
        .with("height", height)
        .with("size", size);
  }

  public static MessageMedia document(String fileName, String mimeType, long size) {
    return file("document", mimeType, size, fileName(fileName)).with("file_name", fileName);
  }

  public static MessageMedia video(int width, int height, int duration, long size) {
    return file("video", "video/mp4", size, video(false, width, height, duration))
        .with("width", width)
        .with("height", height)
        .with("duration", duration);
  }

  public static MessageMedia videoNote(int side, int duration, long size) {
    return file("video_note", "video/mp4", size, video(true, side, side, duration))
        .with("duration", duration);
  }

  public static MessageMedia animation(int width, int height, int duration, long size) {
    TlObject animated = make("documentAttributeAnimated");
    return file("animation", "video/mp4", size, video(false, width, height, duration), animated)
        .with("width", width)
        .with("height", height)
        .with("duration", duration);
  }

  public static MessageMedia audio(String title, String performer, int duration, long size) {
    TlObject audio = audio(false, duration).set("title", title).set("performer", performer);
    return file("audio", "audio/mpeg", size, audio)
        .with("title", title)
        .with("performer", performer)
        .with("duration", duration);
  }

  public static MessageMedia voiceNote(int duration, long size) {
    return file("voice_note", "audio/ogg", size, audio(true, duration)).with("duration", duration);
  }

  public static MessageMedia sticker(String emoji, int width, int height, long size) {
    TlObject sticker =
        make("documentAttributeSticker")
            .set("alt", emoji)
            .set("stickerset", make("inputStickerSetEmpty"));
    TlObject imageSize = make("documentAttributeImageSize").set("w", width).set("h", height);
    return file("sticker", "image/webp", size, sticker, imageSize)
        .with("emoji", emoji)
        .with("width", width)
        .with("height", height);
  }

  public static MessageMedia poll(String question, List<String> options) {
    List<TlObject> answers = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      byte[] key = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      answers.add(make("pollAnswer").set("text", plainText(options.get(i))).set("option", key));
    }
    TlObject poll =
        make("poll")
            .set("id", fileId(question.hashCode()))
            .set("question", plainText(question))
            .set("answers", answers)
            .set("hash", 0L);
    TlObject results = make("pollResults").set("total_voters", 0);
    return of("poll", make("messageMediaPoll").set("poll", poll).set("results", results))
        .with("question", question)
        .with("options", options);
  }

  public static MessageMedia poll(Poll poll) {
    return of("poll", poll.tl()).with("question", poll.question()).with("options", poll.options());
  }

  public static MessageMedia contact(String phone, String firstName, String lastName, long userId) {
    return of(
            "contact",
            make("messageMediaContact")
                .set("phone_number", phone)
                .set("first_name", firstName)
                .set("last_name", lastName)
                .set("vcard", "")
                .set("user_id", userId))
        .with("phone_number", phone)
        .with("user_id", userId);
  }

  public static MessageMedia location(double latitude, double longitude) {
    return of("location", make("messageMediaGeo").set("geo", point(latitude, longitude)))
        .with("latitude", latitude)
        .with("longitude", longitude);
  }

  public static MessageMedia venue(
      String title, String address, double latitude, double longitude) {
    return of(
            "venue",
            make("messageMediaVenue")
                .set("geo", point(latitude, longitude))
                .set("title", title)
                .set("address", address)
                .set("provider", "foursquare")
                .set("venue_id", "v" + title.hashCode())
                .set("venue_type", ""))
        .with("title", title);
  }

  public static MessageMedia dice(String emoji, int value) {
    return of("dice", make("messageMediaDice").set("emoticon", emoji).set("value", value))
        .with("emoji", emoji)
        .with("value", value);
  }

  /** The preview of a link. The message remains a text message. */
  public static MessageMedia webPage(String url, String title, String description) {
    TlObject page =
        make("webPage")
            .set("id", fileId(url.hashCode()))
            .set("url", url)
            .set("display_url", url)
            .set("hash", 0)
            .set("type", "article")
            .set("site_name", "Example")
            .set("title", title)
            .set("description", description);
    return of("text", make("messageMediaWebPage").set("webpage", page)).with("url", url);
  }

  /** Media that this version of the client does not support. */
  public static MessageMedia unsupported() {
    return of("unsupported", make("messageMediaUnsupported"));
  }

  /** Media of a constructor that TDLib cannot read, so that it refuses the whole answer. */
  public static MessageMedia unknown(int constructorId) {
    return of("unknown", TlSchema.unknown(constructorId));
  }

  private MessageMedia with(String property, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(properties);
    more.put(property, value);
    return new MessageMedia(type, more, tl);
  }

  private static MessageMedia of(String type, TlObject tl) {
    return new MessageMedia(type, Map.of(), tl);
  }

  private static MessageMedia file(
      String type, String mimeType, long size, TlObject... attributes) {
    TlObject document =
        file(make("document"), Objects.hash(type, mimeType, size))
            .set("mime_type", mimeType)
            .set("size", size)
            .set("attributes", List.of(attributes));
    return of(type, make("messageMediaDocument").set("document", document))
        .with("mime_type", mimeType)
        .with("size", size);
  }

  private static TlObject file(TlObject file, int hash) {
    return file.set("id", fileId(hash))
        .set("access_hash", fileId(hash) + 1)
        .set("file_reference", new byte[] {1})
        .set("date", FILE_DATE)
        .set("dc_id", FILE_DC);
  }

  private static long fileId(int hash) {
    return 5_000_000_000_000L + Integer.toUnsignedLong(hash);
  }

  private static TlObject fileName(String name) {
    return make("documentAttributeFilename").set("file_name", name);
  }

  private static TlObject video(boolean round, int width, int height, int duration) {
    return make("documentAttributeVideo")
        .set("round_message", round)
        .set("duration", (double) duration)
        .set("w", width)
        .set("h", height);
  }

  private static TlObject audio(boolean voice, int duration) {
    return make("documentAttributeAudio").set("voice", voice).set("duration", duration);
  }

  private static TlObject point(double latitude, double longitude) {
    return make("geoPoint").set("long", longitude).set("lat", latitude).set("access_hash", 0L);
  }

  private static TlObject plainText(String text) {
    return make("textWithEntities").set("text", text).set("entities", List.of());
  }

  private static TlObject make(String constructor) {
    return TlSchema.telegram().make(constructor);
  }
}
