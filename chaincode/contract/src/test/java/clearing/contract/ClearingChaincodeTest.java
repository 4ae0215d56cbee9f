package clearing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.state.Keys;
import clearing.kernel.state.StateDigest;
import clearing.kernel.state.StatePage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClearingChaincodeTest {
    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final byte[] ADMIN = Certificates.creator("NorthBrokers", "admin");
    private static final byte[] READER = Certificates.creator("MarketAuthority", "reader");
    private static final Constitution SAMPLE = new Constitution(
            1,
            List.of(new Lane("HK", 480)),
            List.of(new Asset("HKD", AssetKind.CASH, 2, "HarbourBank", "HK")),
            List.of(
                    new Member("NorthBrokers", "North", List.of(MemberRole.BROKER), List.of("HOUSE")),
                    new Member("HarbourBank", "Harbour", List.of(MemberRole.BANK), List.of("HOUSE"))));

    private final FakeLedger ledger = new FakeLedger();
    private final ClearingChaincode contract = new ClearingChaincode(() -> NOW);

    @Test
    void applies_a_batch_writes_what_changed_and_announces_the_outcomes() {
        Response response = propose();

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(Outcome.decode(response.getPayload())).containsExactly(Outcome.done(1));
        assertThat(ledger.writes).containsOnlyKeys("K/1");
        assertThat(ledger.events).hasSize(1);
        assertThat(ledger.events.getFirst().getKey()).isEqualTo("clearing.applied.v1");
        assertThat(ledger.events.getFirst().getValue()).isEqualTo(response.getPayload());
    }

    @Test
    void what_changes_nothing_writes_and_announces_nothing() {
        propose();
        ledger.commit();

        Response again = propose();

        assertThat(Outcome.decode(again.getPayload())).containsExactly(Outcome.alreadyRecorded());
        assertThat(ledger.writes).isEmpty();
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void two_members_bring_a_constitution_into_force() {
        propose();
        ledger.commit();
        byte[] ratify =
                Batch.of(new Command.Ratify(1, Bytes.sha256(SAMPLE.encode()))).encode();
        call(Certificates.creator("HarbourBank", "treasurer, admin"), text("apply"), ratify);
        ledger.commit();

        Response response = call(READER, text("constitution"));

        assertThat(Constitution.decode(response.getPayload())).isEqualTo(SAMPLE);
    }

    @Test
    void the_role_in_the_certificate_decides() {
        Response response =
                call(Certificates.creator("NorthBrokers", "trader,agent,treasurer,reader"), text("apply"), proposal());

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(Outcome.decode(response.getPayload()).getFirst().code()).isEqualTo(ResultCode.ROLE_MISSING);
        assertThat(ledger.writes).isEmpty();
    }

    @Test
    void a_certificate_without_a_role_may_not_even_ask() {
        for (byte[] creator : List.of(
                Certificates.creatorWithoutAttributes("NorthBrokers"),
                Certificates.creator("NorthBrokers", ""),
                Certificates.creator("NorthBrokers", "Admin,root"))) {
            for (byte[][] call :
                    new byte[][][] {{text("apply"), proposal()}, {text("get"), text("K")}, {text("digest")}}) {
                assertRefused(call(creator, call), 400, "CLEARING-202 ROLE_MISSING caller: ");
            }
        }
    }

    @Test
    void a_creator_that_cannot_be_read_is_refused() {
        assertRefused(call(new byte[] {(byte) 0xFF}, text("digest")), 400, "CLEARING-100 MALFORMED creator: ");
        assertRefused(
                call(Certificates.serialized("NorthBrokers", "no certificate"), text("digest")),
                400,
                "CLEARING-100 MALFORMED creator: ");
        assertRefused(
                call(Certificates.creatorWithAttributes("NorthBrokers", "{\"attrs\":[]}"), text("digest")),
                400,
                "CLEARING-100 MALFORMED creator.attributes: ");
        String twice = "{\"attrs\":{\"clearing.role\":\"reader\",\"clearing.role\":\"admin\"}}";
        assertRefused(
                call(Certificates.creatorWithAttributes("NorthBrokers", twice), text("digest")),
                400,
                "CLEARING-100 MALFORMED creator.attributes: ");
    }

    @Test
    void a_function_that_does_not_exist_is_refused() {
        assertRefused(call(ADMIN, text("transfer")), 400, "CLEARING-100 MALFORMED function: ");
        assertRefused(call(ADMIN, text("Apply"), proposal()), 400, "CLEARING-100 MALFORMED function: ");
        assertRefused(call(ADMIN, new byte[] {0}), 400, "CLEARING-100 MALFORMED function: ");
        assertRefused(call(ADMIN), 400, "CLEARING-100 MALFORMED function: ");
    }

    @Test
    void a_wrong_number_of_arguments_is_refused() {
        assertRefused(call(ADMIN, text("apply")), 400, "CLEARING-100 MALFORMED batch: ");
        assertRefused(call(ADMIN, text("apply"), proposal(), proposal()), 400, "CLEARING-100 MALFORMED batch: ");
        assertRefused(call(ADMIN, text("get")), 400, "CLEARING-100 MALFORMED key: ");
        assertRefused(call(ADMIN, text("range"), text("")), 400, "CLEARING-100 MALFORMED range: ");
        assertRefused(call(ADMIN, text("digest"), text("")), 400, "CLEARING-100 MALFORMED digest: ");
    }

    @Test
    void bytes_that_are_no_batch_are_refused_with_their_code_and_field() {
        assertRefused(call(ADMIN, text("apply"), new byte[0]), 400, "CLEARING-100 MALFORMED batch.format: ");
        assertRefused(
                call(ADMIN, text("apply"), new byte[] {9}), 400, "CLEARING-102 UNSUPPORTED_VERSION batch.format: ");
        assertRefused(call(ADMIN, text("apply"), new byte[Batch.MAX_BYTES + 1]), 400, "CLEARING-101 TOO_LARGE batch: ");
        assertThat(ledger.writes).isEmpty();
        assertThat(ledger.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-900, 0, 900})
    void a_proposal_is_accepted_within_fifteen_minutes_of_the_peers_clock(long seconds) {
        assertThat(proposeAt(NOW.plusSeconds(seconds)).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-901, 901, -86_400, 315_360_000})
    void a_proposal_with_another_time_is_refused(long seconds) {
        assertRefused(proposeAt(NOW.plusSeconds(seconds)), 400, "CLEARING-100 MALFORMED timestamp: ");
        assertThat(ledger.writes).isEmpty();
    }

    @Test
    void queries_do_not_depend_on_the_time() {
        ledger.committed.put("K", new byte[] {1});

        Response response =
                contract.invoke(ledger.call(READER, NOW.minus(Duration.ofDays(400)), text("get"), text("K")));

        assertThat(response.getPayload()).containsExactly(1);
    }

    @Test
    void what_is_not_stored_is_not_found() {
        assertRefused(call(READER, text("get"), text("S/x")), 400, "CLEARING-404 NOT_FOUND key: ");
        assertRefused(call(READER, text("constitution")), 400, "CLEARING-404 NOT_FOUND key: ");
    }

    @Test
    void a_key_is_at_most_200_printable_characters() {
        assertThat(call(READER, text("get"), text("k".repeat(200))).getStatusCode())
                .isEqualTo(400);
        assertRefused(call(READER, text("get"), text("k".repeat(201))), 400, "CLEARING-100 MALFORMED key: ");
        assertRefused(call(READER, text("get"), text("a\u0000b")), 400, "CLEARING-100 MALFORMED key: ");
        assertRefused(call(READER, text("get"), text("caf\u00e9")), 400, "CLEARING-100 MALFORMED key: ");
    }

    @Test
    void a_range_comes_in_pages() {
        fill(5);

        StatePage first = StatePage.decode(range("", "", "2", "").getPayload());
        StatePage second = StatePage.decode(range("", "", "2", first.bookmark()).getPayload());
        StatePage third = StatePage.decode(range("", "", "2", second.bookmark()).getPayload());

        assertThat(keys(first)).containsExactly("key-0000", "key-0001");
        assertThat(keys(second)).containsExactly("key-0002", "key-0003");
        assertThat(keys(third)).containsExactly("key-0004");
        assertThat(third.bookmark()).isEmpty();
    }

    @Test
    void a_range_begins_at_its_start_and_stops_before_its_end() {
        fill(5);

        StatePage page =
                StatePage.decode(range("key-0001", "key-0003", "1000", "").getPayload());

        assertThat(keys(page)).containsExactly("key-0001", "key-0002");
        assertThat(page.bookmark()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1001", "01", "1e2", "9999999999", "ten"})
    void a_limit_is_a_number_from_1_to_1000(String limit) {
        assertRefused(range("", "", limit, ""), 400, "CLEARING-100 MALFORMED limit: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 200, 201, 450})
    void the_digest_is_over_all_pages_of_the_state(int entries) {
        fill(entries);

        Response response = call(READER, text("digest"));

        ByteReader in = new ByteReader(response.getPayload());
        assertThat(in.fixed(32, "digest")).isEqualTo(StateDigest.of(ledger.committed.entrySet()));
        assertThat(in.i64("entries")).isEqualTo(entries);
        assertThat(ledger.rangeQueries).isGreaterThanOrEqualTo(1 + entries / 201);
        assertThat(ledger.writes).isEmpty();
    }

    @Test
    void a_ledger_that_contradicts_itself_is_a_defect() {
        ledger.committed.put(Keys.CONSTITUTION, new byte[] {1, 2, 3});

        assertRefused(propose(), 500, "CLEARING-DEFECT ");
        assertThat(ledger.writes).isEmpty();
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void initialising_changes_nothing() {
        Response response = contract.init(ledger.call(ADMIN, NOW));

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(ledger.writes).isEmpty();
    }

    private Response propose() {
        return proposeAt(NOW);
    }

    private Response proposeAt(Instant timestamp) {
        return contract.invoke(ledger.call(ADMIN, timestamp, text("apply"), proposal()));
    }

    private Response call(byte[] creator, byte[]... arguments) {
        return contract.invoke(ledger.call(creator, NOW, arguments));
    }

    private Response range(String start, String end, String limit, String bookmark) {
        return call(READER, text("range"), text(start), text(end), text(limit), text(bookmark));
    }

    private void fill(int entries) {
        IntStream.range(0, entries)
                .forEach(i -> ledger.committed.put("key-%04d".formatted(i), new byte[] {1, (byte) i}));
    }

    private static List<String> keys(StatePage page) {
        return page.entries().stream().map(Map.Entry::getKey).toList();
    }

    private static void assertRefused(Response response, int status, String message) {
        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(response.getMessage()).startsWith(message);
        assertThat(response.getPayload()).isEmpty();
    }

    private static byte[] proposal() {
        return Batch.of(new Command.Constitute(SAMPLE)).encode();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
