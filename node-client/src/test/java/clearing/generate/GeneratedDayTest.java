package clearing.generate;

import static clearing.generate.MemberFiles.field;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.generate.BreakFinder.Found;
import clearing.generate.MemberFiles.Ledger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Holds whole generated days against an independent model that sees nothing but their files. */
class GeneratedDayTest {
    private static final List<String> MEMBERS =
            List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech");
    private static final String DATE = "2026-11-20";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7, Long.MAX_VALUE})
    void the_books_differ_from_the_chain_by_the_planted_breaks_and_by_nothing_else(long seed) throws IOException {
        generate(seed, 3000, 8);
        assertThat(found()).containsExactlyInAnyOrderElementsOf(planted()).hasSize(15 * 8);
    }

    @Test
    void many_breaks_of_each_kind_are_told_apart_too() throws IOException {
        generate(11, 6000, 100);
        assertThat(found()).containsExactlyInAnyOrderElementsOf(planted()).hasSize(15 * 100);
    }

    @Test
    void clean_books_equal_the_chain() throws IOException {
        generate(5, 1000, 0);
        assertThat(found()).isEmpty();
    }

    @Test
    void the_same_trades_settle_in_whatever_order() throws IOException {
        generate(1, 2000, 8);
        Map<String, String> expected = exceptions();
        for (int order = 0; order < 5; order++) {
            ChainModel chain = new ChainModel(folder, MEMBERS, DATE);
            chain.settle(order);
            Map<String, String> unsettled = new TreeMap<>(chain.states);
            unsettled.values().removeIf("SETTLED"::equals);
            assertThat(unsettled).isEqualTo(expected);
        }
    }

    @Test
    void every_statement_opens_with_the_chain_and_adds_up() throws IOException {
        generate(9, 2000, 8);
        ChainModel chain = new ChainModel(folder, MEMBERS, DATE);
        for (String member : MEMBERS) {
            for (Ledger ledger : MemberFiles.books(folder.resolve(member))) {
                BigDecimal sum =
                        ledger.lines().stream().map(MemberFiles.Line::amount).reduce(ledger.opening(), BigDecimal::add);
                assertThat(sum).isEqualByComparingTo(ledger.closing());
                String cell = member + " " + ledger.account() + " " + ledger.asset();
                assertThat(ledger.opening())
                        .as(cell)
                        .isEqualByComparingTo(chain.openings.getOrDefault(cell, BigDecimal.ZERO));
            }
        }
    }

    @Test
    void each_reference_is_touched_by_one_break_only() throws IOException {
        generate(4, 5000, 20);
        List<String> references = new ArrayList<>();
        planted().forEach(each -> references.addAll(List.of(each.reference().split("\\+", -1))));
        assertThat(references).doesNotHaveDuplicates();
    }

    private List<Found> found() throws IOException {
        ChainModel chain = new ChainModel(folder, MEMBERS, DATE);
        chain.settle(17);
        List<Found> found = new ArrayList<>();
        for (String member : MEMBERS) {
            Path home = folder.resolve(member);
            JsonNode names = new ObjectMapper()
                    .readTree(home.resolve("books.json").toFile())
                    .path("counterparties");
            BreakFinder finder = new BreakFinder(
                    member, chain.states, name -> names.path(name).asText(name));
            found.addAll(finder.find(
                    chain.postings.stream()
                            .filter(posting -> posting.member().equals(member))
                            .toList(),
                    MemberFiles.books(home).stream()
                            .flatMap(ledger -> ledger.lines().stream())
                            .toList()));
        }
        return found;
    }

    private List<Found> planted() throws IOException {
        return MemberFiles.csv(folder.resolve("planted-breaks.csv")).stream()
                .map(row -> new Found(
                        field(row, "kind"),
                        field(row, "member"),
                        field(row, "account"),
                        field(row, "asset"),
                        field(row, "reference"),
                        new BigDecimal(field(row, "amount"))))
                .toList();
    }

    /** Trades that the ledger hears of and that do not settle, with the state they end in. */
    private Map<String, String> exceptions() throws IOException {
        Map<String, String> exceptions = new TreeMap<>();
        for (Map<String, String> row : MemberFiles.csv(folder.resolve("planted-exceptions.csv"))) {
            if (!field(row, "state").isEmpty()) {
                exceptions.put(field(row, "reference"), field(row, "state"));
            }
        }
        return exceptions;
    }

    private void generate(long seed, int trades, int breaks) {
        StringWriter errors = new StringWriter();
        int exit = new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors))
                .execute(String.format(
                                Locale.ROOT,
                                "--seed %d --trades %d --breaks %d --date %s --out %s",
                                seed,
                                trades,
                                breaks,
                                DATE,
                                folder)
                        .split(" ", -1));
        assertThat(errors.toString()).isEmpty();
        assertThat(exit).isZero();
    }
}
