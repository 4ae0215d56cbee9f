package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.SettledDay;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What {@code clearing submit} says of a file and how it ends, on an embedded ledger. The tests build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SubmitCommandTest {
    private static final String HEADER = "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
            + "settlement_asset,settlement_amount,trade_date,value_date,priority,reverses,price,client,text";
    private static final String GOOD =
            "%s,SELL,DVP,LotusSecurities,HOUSE,HOUSE,HK0000069689,7,HKD,175.00,2026-11-20,2026-11-20,NORMAL,,25.00,,";

    private final SettledDay day = SettledDay.get();

    @TempDir
    private static Path outbox = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    private static String row(String reference) {
        return GOOD.formatted(reference);
    }

    private SettledDay.Ran submit(List<String> rows, String... options) throws IOException {
        return submit(outbox, rows, options);
    }

    private SettledDay.Ran submit(Path box, List<String> rows, String... options) throws IOException {
        Path file = folder.resolve("trades.csv");
        Files.writeString(file, HEADER + "\n" + String.join("\n", rows) + "\n", StandardCharsets.UTF_8);
        List<Object> words = new ArrayList<>(
                List.of("submit", "--profile", day.profile("HarbourBrokers"), "--outbox", box, "--trades", file));
        words.addAll(List.of(options));
        return SettledDay.run(words.toArray());
    }

    private static List<String> withBadRow() {
        return List.of(row("SB-1"), row("SB-2").replace("175.00", "175.001"));
    }

    @Test
    @Order(1)
    void all_or_nothing_sends_nothing_and_names_the_place_of_the_bad_row() throws IOException {
        SettledDay.Ran ran = submit(withBadRow(), "--all-or-nothing");

        assertThat(ran.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("trades.csv:3:").contains("settlement_amount");
    }

    @Test
    @Order(2)
    void a_bad_row_is_left_out_and_the_summary_says_so() throws IOException {
        SettledDay.Ran ran = submit(withBadRow());

        assertThat(ran.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.out().strip())
                .isEqualTo("HarbourBrokers: 1 trades sent, 0 known before, 0 reversals wait for their trade;"
                        + " 1 bad rows left out (partial mode).");
        assertThat(ran.err()).contains("trades.csv:3:").contains("settlement_amount");
    }

    @Test
    @Order(3)
    void what_was_sent_with_other_contents_is_an_error_of_its_line() throws IOException {
        SettledDay.Ran ran = submit(List.of(row("SB-2"), row("SB-1").replace("175.00", "176.00")));

        assertThat(ran.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.out()).contains("1 trades sent, 0 known before, ").contains("1 bad rows left out");
        assertThat(ran.err()).contains("trades.csv:3:").contains("CONTENT_CONFLICT");
    }

    @Test
    @Order(4)
    void a_good_file_ends_well_and_tells_the_same_as_json() throws IOException {
        SettledDay.Ran ran = submit(List.of(row("SB-1"), row("SB-2")));
        JsonNode told = new ObjectMapper()
                .readTree(submit(List.of(row("SB-1")), "--json").out());

        assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.DONE);
        assertThat(ran.out().strip())
                .isEqualTo("HarbourBrokers: 0 trades sent, 2 known before, 0 reversals wait for their trade;"
                        + " no bad rows.");
        assertThat(told.path("sent").asInt(-1)).isZero();
        assertThat(told.path("knownBefore").asInt()).isEqualTo(1);
        assertThat(told.path("badRows").asInt(-1)).isZero();
        assertThat(told.path("errors")).isEmpty();
    }

    @Test
    @Order(5)
    void of_trades_that_a_lost_outbox_sent_it_says_how_many_it_cannot_compare() throws IOException {
        SettledDay.Ran ran = submit(folder.resolve("fresh"), List.of(row("SB-1"), row("SB-2")));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.DONE);
        assertThat(ran.out())
                .contains(
                        "0 trades sent, 2 known before (of 2 the private detail cannot be compared: their salts are lost)");
    }

    @Test
    @Order(6)
    void fund_says_of_its_file_what_was_left_out() throws IOException {
        Path file = folder.resolve("funding.csv");
        Files.writeString(file, """
                operation,reference,member,account,asset,amount,value_date
                DEPOSIT,SF-1,LotusSecurities,HOUSE,HKD,1.00,2026-11-20
                DEPOSIT,SF-2,LotusSecurities,HOUSE,HKD,1e100000000,2026-11-20
                """);
        Object[] words = {
            "fund", "--profile", day.profile("MeridianBank"), "--outbox", folder.resolve("fund"), "--funding", file
        };
        SettledDay.Ran ran = SettledDay.run(words);

        assertThat(ran.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.out().strip()).isEqualTo("MeridianBank: 1 movements done; 1 bad rows left out (partial mode).");
        assertThat(ran.err()).contains("funding.csv:3:");
    }
}
