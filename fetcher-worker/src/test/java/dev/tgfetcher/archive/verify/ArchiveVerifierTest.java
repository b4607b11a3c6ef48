package dev.tgfetcher.archive.verify;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.NOW;
import static dev.tgfetcher.archive.TestingDays.byIds;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.draft;
import static dev.tgfetcher.archive.TestingDays.message;
import static dev.tgfetcher.archive.TestingDays.messages;
import static dev.tgfetcher.archive.TestingDays.oldest;
import static dev.tgfetcher.archive.TestingDays.put;
import static dev.tgfetcher.archive.TestingDays.withComments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.archive.directory.ProgressFile;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.file.FolderListing;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ArchiveVerifierTest {
  @TempDir Path root;
  private ArchiveLayout layout;
  private DirectoryArchiveStore store;
  private ProgressFile progress;
  private ArchiveVerifier verifier;
  private Path file;

  @BeforeEach
  void open() {
    layout = new ArchiveLayout(root);
    store = new DirectoryArchiveStore(layout, 5);
    progress = new ProgressFile(layout, InstantSource.fixed(NOW));
    verifier = new ArchiveVerifier(store, progress);
    file = layout.dayFile(CHAT, DATE);
  }

  @Test
  void a_sound_archive_has_no_findings_and_is_not_written_to() {
    write(messages(1, 9));
    write(messages(1, 8));
    progress.record(write(messages(1, 7)));

    assertThat(verifier.verify()).isEqualTo(new Verification(3, List.of()));
  }

  @Test
  void a_file_of_version_1_0_is_no_finding() throws IOException {
    put(file, oldest());

    assertThat(verifier.verify()).isEqualTo(new Verification(1, List.of()));
  }

  @Test
  void a_file_of_the_python_fetcher_and_those_beside_it_are_no_finding() throws IOException {
    put(file, TestingDays.ofPython());
    for (String name :
        List.of("2025-11-07_summary.json", "_threads.json", "2025-11-07_participants.json")) {
      put(file.resolveSibling(name), "{}");
    }

    assertThat(verifier.verify()).isEqualTo(new Verification(1, List.of()));

    write(messages(1, 9));
    assertThat(verifier.verify()).isEqualTo(new Verification(2, List.of()));
  }

  @Test
  void days_of_two_chats_in_one_folder_are_found() throws IOException {
    writeOld(DATE, "supergroup", -100, messages(1, 2));
    writeOld(DATE.plusDays(1), "supergroup", -200, List.of());

    assertThat(folderFindings())
        .containsExactly(
            tuple(
                FindingKind.MIXED_CHATS,
                "contains the days of 2 chats: -100 \"Python чат\", 1 day (2025-11-07);"
                    + " -200 \"Python чат\", 1 day (2025-11-08)"));
  }

  @Test
  void a_supergroup_and_its_basic_group_are_one_chat() throws IOException {
    writeOld(DATE, "group", -4810, messages(1, 2));
    writeOld(DATE.plusDays(1), "supergroup", -200, List.of());
    Path last = layout.dayFile(CHAT, DATE.plusDays(1));
    Files.writeString(
        last,
        Files.readString(last)
            .replace("\"upgraded_from_chat_id\":null", "\"upgraded_from_chat_id\":-4810"));

    assertThat(folderFindings()).isEmpty();
  }

  @Test
  void empty_days_before_the_first_message_of_a_supergroup_are_doubtful() throws IOException {
    writeOld(DATE, "supergroup", -100, List.of());
    writeOld(DATE.plusDays(1), "supergroup", -100, List.of());
    writeOld(DATE.plusDays(2), "supergroup", -100, List.of(message(1, DATE.plusDays(2), "first")));
    writeOld(DATE.plusDays(3), "supergroup", -100, List.of());

    assertThat(folderFindings())
        .containsExactly(
            tuple(
                FindingKind.DOUBTFUL_EMPTY_DAYS,
                "2 days (2025-11-07 to 2025-11-08) without a message, before the first message: the"
                    + " chat may hide its history from this account, or may have been a basic group"
                    + " then"));
  }

  @Test
  void empty_days_of_a_channel_or_of_version_1_2_are_not_doubtful() throws IOException {
    writeOld(DATE, "channel", -100, List.of());
    TestingDays.write(layout, store, draft(CHAT, DATE.plusDays(1), null), List.of());

    assertThat(folderFindings()).isEmpty();
  }

  private void writeByIds(int day, long first, long last, long... ids) {
    LocalDate date = DATE.plusDays(day);
    List<ArchivedMessage> messages =
        LongStream.of(ids).mapToObj(id -> message(id, date, "text")).toList();
    IdRange range = new IdRange(first, last, last - first + 1 - ids.length);
    TestingDays.write(layout, store, byIds(date, range), messages);
  }

  @Test
  void ids_that_no_neighbour_asked_for_are_a_gap() {
    writeByIds(0, 1, 10, 5, 10);
    writeByIds(1, 14, 20, 14, 20);

    assertThat(folderFindings())
        .containsExactly(
            tuple(
                FindingKind.ID_GAP,
                "ids 11 to 13 were asked for neither for 2025-11-07 nor for 2025-11-08, though both"
                    + " were read by ids"));
  }

  @Test
  void ranges_that_meet_or_overlap_across_empty_days_have_no_gap() {
    writeByIds(0, 1, 10, 5, 10);
    TestingDays.write(layout, store, byIds(DATE.plusDays(1), null), List.of());
    writeByIds(2, 11, 20, 20);
    writeByIds(3, 18, 30, 18, 30);

    assertThat(folderFindings()).isEmpty();
  }

  @Test
  void a_missing_day_may_have_the_ids_between() {
    writeByIds(0, 1, 10, 10);
    writeByIds(2, 31, 40, 40);

    assertThat(verifier.verify().findings())
        .extracting(Finding::kind)
        .doesNotContain(FindingKind.ID_GAP);
  }

  @Test
  void a_message_outside_the_ids_that_were_asked_for_is_found() {
    writeByIds(0, 1, 10, 5, 11);

    assertThat(verifier.verify().findings())
        .extracting(Finding::kind, Finding::text)
        .contains(
            tuple(
                FindingKind.OUTSIDE_ID_RANGE,
                "message 11 is not of the ids 1 to 10, which were asked for"));
  }

  @Test
  void empty_days_before_the_upgrade_of_a_group_are_found() throws IOException {
    writeOld(DATE, "supergroup", -100, List.of());
    ArchivedMessage upgrade = service(1, DATE.plusDays(1), "chat_upgrade_from");
    writeOld(DATE.plusDays(1), "supergroup", -100, List.of(upgrade));

    assertThat(folderFindings())
        .containsExactly(
            tuple(
                FindingKind.UPGRADED_GROUP,
                "1 day (2025-11-07) without a message, from the time when the chat was a basic group"));
  }

  @Test
  void empty_days_after_the_upgrade_of_a_basic_group_are_found() throws IOException {
    ArchivedMessage upgrade = service(9, DATE, "chat_upgrade_to");
    writeOld(DATE, "group", -4810, List.of(message(8), upgrade));
    writeOld(DATE.plusDays(1), "group", -4810, List.of());

    assertThat(folderFindings())
        .containsExactly(
            tuple(
                FindingKind.UPGRADED_GROUP,
                "1 day (2025-11-08) without a message, from the time after the upgrade of the basic group"));
  }

  @Test
  void a_finding_names_its_remedy_in_json() throws IOException {
    put(root.resolve(CHAT).resolve("notes.json"), "{}");

    assertThat(Json.MAPPER.writeValueAsString(verifier.verify()))
        .contains("\"kind\":\"foreign_file\"", "\"remedy\":\"move the file elsewhere;");
  }

  @Test
  void a_changed_text_is_found_by_the_digest() throws IOException {
    write(messages(1, 9));
    edit("text 5", "text X");

    assertThat(kinds()).containsExactly(FindingKind.WRONG_CHECKSUM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":5,",
        "\"sender_id\":42,",
        "\"date\":\"2025-11-07T00:00:05+00:00\",",
        "\"reactions\":[],",
        "\"complete\":true,",
        "\"timezone\":\"UTC\",",
        "\"revision\":1,",
        "\"tdlib_version\":\"1.8.67\","
      })
  void a_missing_field_is_found(String field) throws IOException {
    write(messages(1, 9));
    edit(field, "");

    assertThat(kinds()).containsExactly(FindingKind.UNREADABLE);
  }

  @Test
  void a_field_of_the_wrong_type_is_found() throws IOException {
    write(messages(1, 9));
    edit("\"id\":5,", "\"id\":\"five\",");

    assertThat(kinds()).containsExactly(FindingKind.UNREADABLE);
  }

  @Test
  void duplicate_unsorted_strange_and_unnamed_messages_are_found_once_a_kind() throws IOException {
    ArchivedMessage strange = message(6, DATE.plusDays(1), "strange");
    ArchivedMessage unnamed = message(9, message(9).date(), 77, "who?");
    writeFile(
        List.of(message(1), message(1), message(5), message(3), strange, message(2), unnamed));

    assertThat(verifier.verify().findings())
        .extracting(Finding::kind, Finding::text)
        .containsExactly(
            tuple(FindingKind.DUPLICATE_ID, "id 1 occurs twice"),
            tuple(FindingKind.UNSORTED_ID, "id 3 comes after 5 (and 1 more)"),
            tuple(FindingKind.OUTSIDE_DAY, "message 6 is of 2025-11-08T00:00:06Z"),
            tuple(FindingKind.UNNAMED_SENDER, "sender 77 of 9 has no name"));
  }

  @Test
  void messages_of_the_upgraded_group_may_have_the_ids_of_others_but_stand_first()
      throws IOException {
    ArchivedMessage ofGroup = message(1).withChatId(-4810);
    writeFile(List.of(ofGroup, message(1), message(2)));
    edit("\"upgraded_from_chat_id\":null", "\"upgraded_from_chat_id\":-4810");
    assertThat(kinds()).containsExactly(FindingKind.WRONG_CHECKSUM);

    writeFile(List.of(message(1), ofGroup, ofGroup));
    assertThat(verifier.verify().findings())
        .extracting(Finding::kind, Finding::text)
        .containsExactly(
            tuple(FindingKind.DUPLICATE_ID, "id 1 occurs twice"),
            tuple(FindingKind.UNSORTED_ID, "id 1 of -4810 comes after 1 (and 1 more)"),
            tuple(
                FindingKind.MIXED_CHATS,
                "message 1 is of -4810, which is not the basic group of the supergroup (and 1"
                    + " more)"));
  }

  @Test
  void comments_need_the_same_order_and_names() throws IOException {
    ArchivedMessage unnamed = message(7, message(7).date(), 77, "who?");
    writeFile(List.of(withComments(message(1), List.of(message(9), message(8), unnamed))));

    assertThat(kinds()).containsExactly(FindingKind.UNSORTED_ID, FindingKind.UNNAMED_SENDER);
  }

  @Test
  void a_file_under_another_day_s_name_is_found() throws IOException {
    write(messages(1, 9));
    Files.move(file, layout.dayFile(CHAT, DATE.plusDays(1)));

    assertThat(kinds()).containsExactly(FindingKind.WRONG_DATE, FindingKind.OUTSIDE_DAY);
  }

  @Test
  void each_gap_is_found_as_a_range() {
    for (int day : new int[] {0, 1, 4, 6}) {
      TestingDays.write(layout, store, draft(CHAT, DATE.plusDays(day), null), List.of());
    }

    assertThat(verifier.verify().findings())
        .containsExactly(
            new Finding(
                root.resolve(CHAT).toString(),
                FindingKind.MISSING_DAYS,
                "no file from 2025-11-09 to 2025-11-10"),
            new Finding(
                root.resolve(CHAT).toString(),
                FindingKind.MISSING_DAYS,
                "no file from 2025-11-12 to 2025-11-12"));
  }

  @Test
  void a_revision_that_is_not_older_than_the_day_s_file_is_found() throws IOException {
    write(messages(1, 9));
    write(messages(1, 8));
    Files.move(layout.revisionFile(CHAT, DATE, 1), layout.revisionFile(CHAT, DATE, 2));

    assertThat(verifier.verify().findings())
        .extracting(Finding::kind, Finding::text)
        .containsExactly(
            tuple(FindingKind.REVISION_OUT_OF_ORDER, "contains revision 1"),
            tuple(FindingKind.REVISION_OUT_OF_ORDER, "the day's file, revision 2, is not newer"));
  }

  @Test
  void swapped_revisions_are_found() throws IOException {
    write(messages(1, 9));
    write(messages(1, 8));
    write(messages(1, 7));
    Path first = layout.revisionFile(CHAT, DATE, 1);
    Path second = layout.revisionFile(CHAT, DATE, 2);
    Path aside = first.resolveSibling("aside");
    Files.move(first, aside);
    Files.move(second, first);
    Files.move(aside, second);

    assertThat(verifier.verify().findings())
        .containsExactly(
            new Finding(first.toString(), FindingKind.REVISION_OUT_OF_ORDER, "contains revision 2"),
            new Finding(
                second.toString(), FindingKind.REVISION_OUT_OF_ORDER, "contains revision 1"));
  }

  @Test
  void revisions_of_a_day_without_file_are_found() throws IOException {
    write(messages(1, 9));
    write(messages(1, 8));
    Files.delete(file);

    assertThat(kinds()).containsExactly(FindingKind.REVISION_OUT_OF_ORDER);
  }

  @Test
  void a_kept_unreadable_file_is_found() throws IOException {
    put(file, "{");
    write(messages(1, 9));

    assertThat(kinds()).containsExactly(FindingKind.UNREADABLE);
  }

  @Test
  void a_file_that_analyzers_would_take_for_a_day_is_found() throws IOException {
    write(messages(1, 9));
    put(root.resolve(CHAT).resolve("notes.json"), "{}");
    put(root.resolve(CHAT).resolve("notes.txt"), "fine");

    assertThat(kinds()).containsExactly(FindingKind.FOREIGN_FILE);
  }

  @Test
  void repair_removes_leftovers_and_builds_the_progress_again() throws IOException {
    write(messages(1, 9));
    Path temp = layout.tempFile(CHAT, DATE, "dead");
    put(temp, "half");
    put(
        layout.progressFile(),
        """
        {"version":"1.0","sources":{"ru_python":{"completed_dates":["2025-11-06"]}}}
        """);
    assertThat(kinds()).containsExactly(FindingKind.LEFTOVER, FindingKind.PROGRESS);

    assertThat(verifier.repair()).containsExactly(temp.toString());

    assertThat(kinds()).isEmpty();
    assertThat(progress.of(CHAT).completedDates()).containsExactly(DATE);
  }

  @Test
  void repair_leaves_the_folder_of_a_living_worker() throws IOException {
    write(messages(1, 9));
    put(layout.tempFile(CHAT, DATE, "dead"), "half");
    Path spools = root.resolve(".spool");
    put(spools.resolve("dead-1-x").resolve("2025-11-07.1.messages"), "half");
    try (SpoolFolder living = SpoolFolder.open(root, "living")) {
      put(spools.resolve("dead-2-x").resolve("2025-11-07.1.messages"), "half");

      verifier.repair();

      assertThat(names(spools)).containsExactly("living");
      assertThat(names(file.getParent())).containsExactly("2025-11-07.json");
      assertThatThrownBy(() -> SpoolFolder.open(root, "living"))
          .isInstanceOf(StorageException.class);
      assertThat(living.newSpool(DATE).messageCount()).isZero();
    }
    assertThat(names(spools)).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_opened_is_found_and_the_rest_is_read() throws IOException {
    write(messages(1, 9));
    Path nowhere = layout.dayFile(CHAT, DATE.minusDays(1));
    Files.createSymbolicLink(nowhere, root.resolve("nowhere"));
    Path kept = layout.revisionFile(CHAT, DATE, 7);
    Files.createDirectories(kept.getParent());
    Files.createSymbolicLink(kept, root.resolve("nowhere"));
    edit("text 5", "text X");

    assertThat(verifier.verify().findings())
        .extracting(Finding::place, Finding::kind)
        .containsExactly(
            tuple(nowhere.toString(), FindingKind.NOT_OPENED),
            tuple(file.toString(), FindingKind.WRONG_CHECKSUM),
            tuple(kept.toString(), FindingKind.NOT_OPENED));
  }

  @Test
  void an_unreadable_file_is_reported_in_words_for_an_operator() throws IOException {
    write(messages(1, 9));
    edit("\"id\":5,", "");

    assertThat(verifier.verify().findings())
        .singleElement()
        .extracting(Finding::text)
        .isEqualTo("Cannot map `null` into type `long`");
  }

  @Test
  void an_unreadable_progress_is_found() throws IOException {
    put(layout.progressFile(), "[]");

    assertThat(kinds()).containsExactly(FindingKind.PROGRESS);
    assertThat(verifier.verify().findings().get(0).remedy()).contains("--repair");
  }

  private WriteOutcome write(List<ArchivedMessage> ascending) {
    return TestingDays.write(layout, store, complete(), ascending);
  }

  private static List<String> names(Path folder) {
    return FolderListing.of(folder).stream().map(path -> path.getFileName().toString()).toList();
  }

  private void writeFile(List<ArchivedMessage> messages) throws IOException {
    ArchiveFile content =
        ArchiveFile.of(complete().header(1, Map.of("42", "Анна"), Map.of()), messages);
    Files.createDirectories(file.getParent());
    Files.write(file, Json.MAPPER.writeValueAsBytes(content));
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private List<FindingKind> kinds() {
    return verifier.verify().findings().stream().map(Finding::kind).toList();
  }

  /** A complete file as version 1.1 wrote it, with a digest that does not matter here. */
  private void writeOld(LocalDate date, String type, long chatId, List<ArchivedMessage> messages)
      throws IOException {
    ArchiveFile content =
        ArchiveFile.of(draft(CHAT, date, null).header(1, Map.of("42", "Анна"), Map.of()), messages);
    String json =
        Json.MAPPER
            .writeValueAsString(content)
            .replace("\"version\":\"1.2\"", "\"version\":\"1.1\"")
            .replace("\"type\":\"supergroup\"", "\"type\":\"" + type + "\"")
            .replace("\"chat_id\":-100,", "\"chat_id\":" + chatId + ",");
    put(layout.dayFile(CHAT, date), json);
  }

  private static ArchivedMessage service(long id, LocalDate date, String type) {
    ObjectNode json = Json.MAPPER.valueToTree(message(id, date, "text"));
    json.putNull("text").putObject("service").put("type", type);
    return Json.MAPPER.treeToValue(json, ArchivedMessage.class);
  }

  /** The findings about the folder as a whole, without those about its files. */
  private List<Tuple> folderFindings() {
    return verifier.verify().findings().stream()
        .filter(finding -> finding.place().equals(root.resolve(CHAT).toString()))
        .map(finding -> tuple(finding.kind(), finding.text()))
        .toList();
  }
}
