package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ClearingMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private int run(String... args) {
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void help_names_every_command_and_exit_code() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("run", "init", "submit", "affirm", "fund", "settle", "positions", "trades", "trade", "digest")
                .contains("outbox", "status", "generate", "completion")
                .contains("file:line:column: CODE sentence");
    }

    @Test
    void every_command_has_help_of_its_own() {
        for (String command : ClearingMain.commandLine().getSubcommands().keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
    }

    /** The list of commands shows no more of a description than its first part. */
    @Test
    void the_list_of_commands_says_whole_sentences() {
        ClearingMain.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .as(name)
                        .doesNotMatch("(?s).*[a-z,]\\s*"));
    }

    @Test
    void a_missing_command_an_unknown_option_and_a_missing_one_exit_with_two() {
        assertThat(run()).isEqualTo(Exit.BAD_INPUT);
        assertThat(run("completion", "--nonsense")).isEqualTo(Exit.BAD_INPUT);
        assertThat(run("submit", "--trades", "x.csv")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("--nonsense", "--profile");
    }

    @Test
    void a_bad_profile_is_named_with_its_field() throws Exception {
        Path profile = Files.writeString(folder.resolve("profile.json"), "{\"member\":\"A\",\"nonsense\":1}");

        assertThat(run("status", "--profile", profile.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains(profile + ": nonsense: Unknown field.");
    }

    @Test
    void a_bad_constitution_is_located_and_nothing_is_asked_of_the_ledger() throws Exception {
        Path file = Files.writeString(folder.resolve("constitution.json"), "{\"version\":1,\n\"lanes\":[{\"code\":7]}");

        assertThat(run("init", "--profile", "none.json", "--constitution", file.toString()))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains(file + ":2:", "MALFORMED_CONSTITUTION", "Nothing was changed.");
    }

    @Test
    void an_outbox_is_shown_without_a_ledger() throws Exception {
        Path profile = Files.writeString(folder.resolve("profile.json"), "{}");

        assertThat(run("outbox", "--profile", profile.toString(), "--json")).isZero();
        assertThat(out.toString()).contains("\"intents\" : 0");
    }

    @Test
    void completion_prints_a_script() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_clearing", "--page-size");
    }

    /** With a writer as the program's own, which keeps what has no line's end. */
    @Test
    void the_completion_script_is_whole_and_bash_can_read_it() throws Exception {
        Path script = folder.resolve("completion.sh");
        try (OutputStream file = Files.newOutputStream(script)) {
            CommandLine line = ClearingMain.commandLine();
            line.setOut(new PrintWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8), true));
            assertThat(line.execute("completion")).isZero();

            Process bash = new ProcessBuilder("bash", "-n", script.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(bash.waitFor()).isZero();
        }
    }

    @Test
    void a_progress_bar_draws_on_a_terminal_only() {
        StringWriter terminal = new StringWriter();
        StringWriter file = new StringWriter();
        try (ProgressBar on = new ProgressBar(new PrintWriter(terminal), "pages", true);
                ProgressBar off = new ProgressBar(new PrintWriter(file), "pages", false)) {
            for (int i = 0; i < 3; i++) {
                on.step(3);
                off.step(3);
            }
        }
        assertThat(terminal.toString()).contains("33 %", "100 %  3/3").endsWith("\u001B[2K");
        assertThat(file.toString()).isEmpty();
    }
}
