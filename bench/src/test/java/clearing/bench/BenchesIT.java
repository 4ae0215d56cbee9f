package clearing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/**
 * Every benchmark as people start it, as small as it goes: it comes to its end with all its figures, and what does not depend on time
 * holds. How fast anything was is not looked at.
 */
@Timeout(600)
class BenchesIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int MISSED = 1;

    @Test
    void settle_overdraws_nobody_and_loses_no_transaction() throws Exception {
        Run run = Run.of("settle", "--pairs", "1", "--pages", "4", "--seconds", "1");

        run.assertPositive(
                "settled",
                "baseline",
                "settled against baseline",
                "baseline on 10 hot accounts",
                "settled against hot baseline",
                "hot against cold accounts",
                "liquidity saving against gross",
                "page to finality at low load",
                "three naive in a row",
                "low load against three naive");
        run.assertHolds("overdrafts", "aborts of the product");
    }

    @Test
    void round_measures_after_little_and_after_more_history() throws Exception {
        Run run = Run.of("round", "--little", "2000", "--much", "6000", "--rounds", "3");

        run.assertPositive("round after little history", "round after much history", "much against little history");
    }

    @Test
    void intake_acknowledges_what_postgresql_takes() throws Exception {
        Run run = Run.of("intake", "--pairs", "1", "--clients", "2", "--batches", "4", "--rows", "50");

        run.assertPositive(
                "acknowledged",
                "inserted into PostgreSQL",
                "acknowledged against inserted",
                "acknowledgement, p99",
                "insert, p99",
                "acknowledgement against insert, p99");
    }

    @Test
    void revenue_states_what_the_facts_sum_to() throws Exception {
        Run run = Run.of("revenue", "--pairs", "1", "--facts", "30000", "--agreements", "200");

        run.assertPositive(
                "facts to a statement",
                "copied and summed in PostgreSQL",
                "time against PostgreSQL",
                "agreements run",
                "a million facts a day, of a day");
    }

    @Test
    void reconcile_comes_to_the_counts_of_every_contender() throws Exception {
        Run run = Run.of("reconcile", "--pairs", "1", "--entries", "5000");

        run.assertPositive(
                "file to durable verdict",
                "bare COPY",
                "durable against COPY",
                "the same, chain before books",
                "chain before books against COPY",
                "matching alone",
                "FULL OUTER JOIN",
                "matching against PostgreSQL",
                "DuckDB",
                "matching against DuckDB",
                "file to verdict in memory",
                "from files against DuckDB");
        assertThat(run.figures().containsKey("pandas")
                        || run.notRun().equals(List.of("pandas: not run, not installed")))
                .as("pandas is measured or named: " + run.notRun())
                .isTrue();
    }

    @Test
    void rowwise_comes_to_the_same_verdicts_one_by_one() throws Exception {
        Run run = Run.of("rowwise", "--pairs", "1", "--entries", "1000");

        run.assertPositive("the product", "row at a time", "against row at a time");
    }

    @Test
    void breaks_of_every_kind_are_found_and_no_others() throws Exception {
        Run run = Run.of("breaks", "--entries", "12000", "--breaks", "300", "--seed", "7");

        assertThat(run.value("breaks planted")).isEqualTo(300);
        assertThat(run.value("planted breaks found")).isEqualTo(100);
        assertThat(run.exit()).isZero();
    }

    @Test
    void growth_measures_every_size_and_a_block_over_each_history() throws Exception {
        Run run = Run.of("growth", "--max", "100000", "--blocks", "4");

        run.assertPositive(
                "10,000 in order",
                "100,000 in order",
                "10,000 at random",
                "100,000 at random",
                "slope, in order",
                "slope, at random",
                "block over 10,000",
                "block over 100,000",
                "block, much against little");
    }

    @Test
    void latency_follows_a_chain_of_the_kernel_and_misses_no_block() throws Exception {
        Run run = Run.of("latency", "--full-load", "100", "--blocks", "10");

        run.assertPositive(
                "trades in a block",
                "delivered to verdict, median",
                "delivered to verdict, p99",
                "p99 against the interval",
                "catch-up");
        run.assertHolds("blocks missed");
    }

    @Test
    void netting_pays_no_more_than_the_bound() throws Exception {
        Run run = Run.of("netting", "--obligations", "20000", "--members", "30", "--sets", "3", "--pairs", "1");

        run.assertPositive("plain scan", "netting", "netting against plain scan", "gross against paid");
        run.assertHolds("value paid against LP bound", "value paid, few payments", "payments above N-1, worst asset");
        assertThat(run.value("value paid against LP bound")).isEqualTo(1);
    }

    @Test
    void gridlock_resolution_is_the_optimum_and_free_selection_keeps_its_floors() throws Exception {
        Run run = Run.of("gridlock", "--small", "12", "--medium", "0", "--large", "1");

        assertThat(run.value("in order, equal to the optimum")).isEqualTo(1);
        assertThat(run.value("in order, equal on long queues")).isEqualTo(1);
        run.assertHolds(
                "free against the optimum",
                "free, worst case",
                "free against LP, 400 payments",
                "the same, worst case");
        assertThat(run.value("free, worst case")).isLessThanOrEqualTo(1);
        run.assertPositive("gross against in order", "free, cases at the optimum", "free against LP, 400 deliveries");
        assertThat(run.exit()).isZero();
    }

    @Test
    void liquidity_lies_between_netting_and_gross_on_every_model_of_a_day() throws Exception {
        Run run = Run.of("liquidity", "--days", "1");

        for (String day : List.of("timetable", "scattered", "balanced", "unbalanced")) {
            double netting = run.value(day + ": value for 1, netting");
            double continuous = run.value(day + ": value for 1, continuous");
            assertThat(netting).isGreaterThanOrEqualTo(continuous);
            assertThat(continuous).isGreaterThan(run.value(day + ": value for 1, gross FIFO"));
            assertThat(run.value(day + ": better than gross FIFO"))
                    .isLessThanOrEqualTo(run.value(day + ": most that can be had"));
            run.assertHolds(day + ": of the netting optimum");
            assertThat(run.value(day + ": wait, median"))
                    .isLessThanOrEqualTo(run.value(day + ": wait, p90"))
                    .isLessThanOrEqualTo(run.value(day + ": wait, p99"));
            assertThat(run.value(day + ": value before the close")).isBetween(0.0, 1.0);
            assertThat(run.value(day + ": payments before the close")).isBetween(0.0, 1.0);
            run.assertPositive(day + ": value for 1, bilateral");
        }
    }

    @Test
    void simulate_breaks_nothing_and_catches_a_planted_bug() throws Exception {
        Run run = Run.of("simulate", "--seeds", "20", "--bugs", "1", "--per-bug", "200");

        run.assertHolds("seeds run", "invariants broken", "bugs planted", "bugs caught");
        run.assertPositive("steps", "transactions", "seeds a second of cpu", "seeds to catch a bug");
        assertThat(run.value("situations never reached")).isNotNegative();
    }

    @Test
    void start_comes_to_an_answering_ledger_twice() throws Exception {
        Run run = Run.of("start", "--pairs", "1");

        run.assertPositive(
                "ready in a new home", "ready in that home again", "new home, processor time", "again, processor time");
    }

    @Test
    void every_benchmark_is_listed_and_run_here() throws Exception {
        TreeSet<String> commands =
                new TreeSet<>(BenchMain.commandLine().getSubcommands().keySet());
        commands.remove("list");

        String listed = Run.output("list", List.of());
        assertThat(listed.lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactlyInAnyOrderElementsOf(commands);
        assertThat(commands)
                .containsExactly(
                        "breaks",
                        "gridlock",
                        "growth",
                        "intake",
                        "latency",
                        "liquidity",
                        "netting",
                        "reconcile",
                        "revenue",
                        "round",
                        "rowwise",
                        "settle",
                        "simulate",
                        "start");
    }

    @Test
    void options_out_of_bounds_are_refused() throws Exception {
        CommandLine line = BenchMain.commandLine();
        java.io.StringWriter err = new java.io.StringWriter();
        line.setErr(new java.io.PrintWriter(err));

        assertThat(line.execute("netting", "--members", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--members 2 or more");
    }

    /** A benchmark's process and the figures that it printed. */
    private record Run(int exit, Map<String, JsonNode> figures, List<String> notRun) {
        static Run of(String bench, String... options) throws IOException, InterruptedException {
            List<String> all = new ArrayList<>(List.of(options));
            all.add("--json");
            String output = output(bench, all);
            JsonNode json = new ObjectMapper().readTree(output);
            assertThat(json.path("bench").asText()).isEqualTo(bench);
            assertThat(json.path("ranOn").asText()).isNotBlank();
            Map<String, JsonNode> figures = new LinkedHashMap<>();
            boolean holds = true;
            for (JsonNode figure : json.path("figures")) {
                String name = figure.path("name").asText();
                assertThat(figures.put(name, figure)).as(name).isNull();
                for (String number : List.of("value", "min", "max")) {
                    assertThat(figure.path(number).isNumber())
                            .as(name + " " + number)
                            .isTrue();
                    assertThat(figure.path(number).asDouble()).as(name).isFinite();
                }
                assertThat(figure.path("unit").asText()).as(name).isNotBlank();
                holds &= figure.path("holds").asBoolean();
            }
            List<String> notRun = new ArrayList<>();
            json.path("notRun").forEach(what -> notRun.add(what.asText()));
            return new Run(holds ? CommandLine.ExitCode.OK : MISSED, figures, notRun);
        }

        /** What it prints; fails unless it ends well or with a bound missed. */
        static String output(String bench, List<String> options) throws IOException, InterruptedException {
            Path target = Path.of("target").toAbsolutePath();
            Path log = target.resolve("bench-" + bench + ".log");
            Path out = target.resolve("bench-" + bench + ".out");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx1g",
                    "-Dclearing.root=" + ROOT,
                    "-jar",
                    target.resolve("bench.jar").toString(),
                    bench));
            command.addAll(options);
            Process process = new ProcessBuilder(command)
                    .redirectError(log.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            try {
                int exit = process.waitFor();
                assertThat(exit).as(Files.readString(log)).isIn(CommandLine.ExitCode.OK, MISSED);
                return Files.readString(out);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }

        double value(String name) {
            return figure(name).path("value").asDouble();
        }

        void assertPositive(String... names) {
            assertThat(Stream.of(names))
                    .allSatisfy(name -> assertThat(value(name)).as(name).isPositive());
        }

        void assertHolds(String... names) {
            assertThat(Stream.of(names))
                    .allSatisfy(name -> assertThat(figure(name).path("holds").asBoolean())
                            .as(figure(name).toString())
                            .isTrue());
        }

        private JsonNode figure(String name) {
            assertThat(figures).containsKey(name);
            return figures.getOrDefault(name, new ObjectMapper().createObjectNode());
        }
    }
}
