package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code docs/revenue.md} shows is what its commands print. */
class RevenueDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "revenue.md");
    private static final Pattern BLOCK = Pattern.compile("```(console|csv \\S+)\\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "$ clearing ";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void every_command_prints_what_the_document_shows() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
        int commands = 0;
        while (blocks.find()) {
            if (blocks.group(1).startsWith("csv ")) {
                Files.writeString(folder.resolve(blocks.group(1).substring("csv ".length())), blocks.group(2));
                continue;
            }
            List<String> shown = blocks.group(2).lines().toList();
            List<String> printed = new ArrayList<>();
            for (String line :
                    shown.stream().filter(line -> line.startsWith(PROMPT)).toList()) {
                printed.add(line);
                printed.addAll(run(line.substring(PROMPT.length())));
                commands++;
            }
            assertThat(printed).isEqualTo(shown);
        }
        assertThat(commands).isGreaterThan(20);
    }

    private List<String> run(String command) throws IOException {
        String[] parts = command.split(" > ", 2);
        StringWriter out = new StringWriter();
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        String[] args = Arrays.stream(parts[0].split(" "))
                .map(arg -> arg.endsWith(".yaml") || arg.endsWith(".csv")
                        ? folder.resolve(arg).toString()
                        : arg)
                .toArray(String[]::new);
        assertThat(line.execute(args)).as(out.toString()).isZero();
        if (parts.length > 1) {
            Files.writeString(folder.resolve(parts[1]), out.toString());
            return List.of();
        }
        return out.toString().lines().map(String::stripTrailing).toList();
    }
}
