package clearing.client.revenue.language;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.revenue.terms.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    private static final int DRAWN = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_130})
    void what_is_written_reads_back_the_same(long seed) {
        DrawnTerms drawn =
                new DrawnTerms(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        for (int n = 0; n < DRAWN; n++) {
            Terms terms = drawn.next();
            String yaml = TermsWriter.yaml(terms);
            String json = TermsWriter.json(terms);

            assertThat(read("a.yaml", yaml)).as(yaml).isEqualTo(terms);
            assertThat(read("a.json", json)).as(json).isEqualTo(terms);
            assertThat(read("a.yaml", json)).as("YAML reads JSON").isEqualTo(terms);
            assertThat(TermsWriter.yaml(read("a.json", json))).isEqualTo(yaml);
        }
    }

    private static Terms read(String name, String text) {
        Path file = Path.of(name);
        return TermsFile.bind(file, text.getBytes(StandardCharsets.UTF_8), new Reading(file));
    }
}
