package clearing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference of result codes is made from the enumeration: {@code -Dclearing.update=true} writes it, and without that a difference
 * fails.
 */
class ResultCodeDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "reference", "result-codes.md");

    @Test
    void the_reference_lists_every_code_as_it_is() throws IOException {
        String right = document();
        if (Boolean.getBoolean("clearing.update")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, right);
        }
        assertThat(DOCUMENT).exists();
        assertThat(Files.readString(DOCUMENT)).isEqualTo(right);
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # Result codes

                Every command of a batch gets one result code. Below 100 the command stands as the caller wanted it; from 100 on it was
                refused and changed nothing. Numbers are part of the ledger's encoding: stable, never reused. Of several faults the
                first is reported; checks run in the order of the hundreds, but where a check needs what a later one finds.
                Errors of the contract carry the same number: `CLEARING-<number> <CODE> <field>: <sentence>`.

                This file is made from `clearing.kernel.ResultCode`; a test compares the two.
                """);
        int hundred = -1;
        for (ResultCode code : ResultCode.values()) {
            if (code.number() / 100 != hundred) {
                hundred = code.number() / 100;
                text.append("\n## ")
                        .append(title(hundred))
                        .append("\n\n| number | code | meaning |\n| ---: | --- | --- |\n");
            }
            text.append("| ").append(code.number()).append(" | `").append(code).append("` | ");
            text.append(code.sentence()).append(" |\n");
        }
        return text.toString();
    }

    private static String title(int hundred) {
        return switch (hundred) {
            case 0 -> "Accepted";
            case 1 -> "100: the bytes";
            case 2 -> "200: the caller";
            case 3 -> "300: the constitution";
            case 4 -> "400: the terms";
            case 5 -> "500: the state of what is named";
            case 6 -> "600: positions and time";
            case 7 -> "700: linked groups";
            default -> throw new IllegalArgumentException("no title for " + hundred);
        };
    }
}
