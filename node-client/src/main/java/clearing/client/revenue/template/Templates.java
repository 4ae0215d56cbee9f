package clearing.client.revenue.template;

import clearing.client.revenue.language.TermsFile;
import clearing.kernel.revenue.terms.Terms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The agreements that come with the product, as YAML. */
public final class Templates {
    private static final List<Template> ALL = List.of(
            new Template(
                    "robo-adviser",
                    "30 % of the management fee and 15 % of the excess return, above a high-water mark"),
            new Template("user-steps", "a share that rises by 5 percentage points above 1,000,000 users"),
            new Template("ltv-ladder", "a share that climbs with the lifetime value of a user, from 100,000 on"),
            new Template("reserve", "5 % withheld for twelve months, drawn on by a vote"),
            new Template("earn-out", "a promised growth, missed or beaten, moves the share"),
            new Template("metered-api", "calls at marginal prices and minutes of use"),
            new Template("contribution-weights", "a pool shared by conversion rate, usage time and risk carried"),
            new Template("minimum-guarantee", "a guaranteed minimum, and a clawback of what was refunded"),
            new Template("multi-currency", "a pool in HKD and USD at dated rates"),
            new Template("platform-alliance", "all of a platform's alliance with a tech partner in one agreement"));

    private Templates() {}

    /** @param about in half a sentence */
    public record Template(String name, String about) {
        /** The YAML text. */
        public String text() {
            String resource = "/revenue/templates/" + name + ".yaml";
            try (InputStream in = Templates.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the template " + name + " is not in this program");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Terms terms() {
            return TermsFile.parse(Path.of(name + ".yaml"), text().getBytes(StandardCharsets.UTF_8), Optional.empty());
        }
    }

    public static List<Template> all() {
        return ALL;
    }

    public static Optional<Template> find(String name) {
        return ALL.stream().filter(template -> template.name().equals(name)).findFirst();
    }
}
