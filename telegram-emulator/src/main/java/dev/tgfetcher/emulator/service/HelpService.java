package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Freeze;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Serves the configuration of clients: one data centre and the usual limits. */
public final class HelpService implements RpcService {
  private static final int DC = 1;
  private static final int HOUR = 3600;
  private static final int DAY = 24 * HOUR;
  private static final Map<String, Integer> LIMITS =
      Map.ofEntries(
          Map.entry("chat_size_max", 200),
          Map.entry("megagroup_size_max", 200_000),
          Map.entry("forwarded_count_max", 100),
          Map.entry("online_update_period_ms", 210_000),
          Map.entry("offline_blur_timeout_ms", 5_000),
          Map.entry("offline_idle_timeout_ms", 30_000),
          Map.entry("online_cloud_timeout_ms", 300_000),
          Map.entry("notify_cloud_delay_ms", 30_000),
          Map.entry("notify_default_delay_ms", 1_500),
          Map.entry("push_chat_period_ms", 60_000),
          Map.entry("push_chat_limit", 2),
          Map.entry("edit_time_limit", 172_800),
          Map.entry("revoke_time_limit", 172_800),
          Map.entry("revoke_pm_time_limit", 172_800),
          Map.entry("rating_e_decay", 2_419_200),
          Map.entry("stickers_recent_limit", 200),
          Map.entry("channels_read_media_period", 604_800),
          Map.entry("call_receive_timeout_ms", 20_000),
          Map.entry("call_ring_timeout_ms", 90_000),
          Map.entry("call_connect_timeout_ms", 30_000),
          Map.entry("call_packet_timeout_ms", 10_000),
          Map.entry("caption_length_max", 1_024),
          Map.entry("message_length_max", 4_096),
          Map.entry("webfile_dc_id", DC));

  private final TlSchema schema = TlSchema.telegram();
  private final InstantSource clock;
  private final IntSupplier port;

  /**
   * @param port returns the port of the emulator
   */
  public HelpService(InstantSource clock, IntSupplier port) {
    this.clock = clock;
    this.port = port;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serveWithoutLogin("help.getConfig", this::config);
    dispatcher.serveWithoutLogin("help.getAppConfig", this::appConfig);
    dispatcher.serveWithoutLogin("help.getNearestDc", this::nearestDc);
    dispatcher.serve("help.getPromoData", this::noPromotion);
  }

  private TlObject config(RpcCall call) {
    int now = (int) clock.instant().getEpochSecond();
    TlObject server =
        schema
            .make("dcOption")
            .set("id", DC)
            .set("ip_address", "127.0.0.1")
            .set("port", port.getAsInt());
    TlObject config =
        schema
            .make("config")
            .set("date", now)
            .set("expires", now + HOUR)
            .set("test_mode", false)
            .set("this_dc", DC)
            .set("dc_options", List.of(server))
            .set("dc_txt_domain_name", "")
            .set("me_url_prefix", "https://t.me/");
    LIMITS.forEach(config::set);
    return config;
  }

  /** TDLib asks every minute until it has an answer. */
  private TlObject noPromotion(RpcCall call) {
    int now = (int) clock.instant().getEpochSecond();
    return schema.make("help.promoDataEmpty").set("expires", now + DAY);
  }

  private TlObject appConfig(RpcCall call) {
    return schema
        .make("help.appConfig")
        .set("hash", 1)
        .set("config", schema.make("jsonObject").set("value", freezeFields(call.freeze())));
  }

  private List<TlObject> freezeFields(@Nullable Freeze freeze) {
    if (freeze == null) {
      return List.of();
    }
    return List.of(
        field("freeze_since_date", number(freeze.since())),
        field("freeze_until_date", number(freeze.until())),
        field("freeze_appeal_url", schema.make("jsonString").set("value", freeze.appealUrl())));
  }

  private TlObject field(String key, TlObject value) {
    return schema.make("jsonObjectValue").set("key", key).set("value", value);
  }

  private TlObject number(int value) {
    return schema.make("jsonNumber").set("value", (double) value);
  }

  private TlObject nearestDc(RpcCall call) {
    return schema.make("nearestDc").set("country", "US").set("this_dc", DC).set("nearest_dc", DC);
  }
}
