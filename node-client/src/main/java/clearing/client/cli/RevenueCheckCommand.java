package clearing.client.cli;

import clearing.client.revenue.language.ClauseWords;
import clearing.client.revenue.language.TermsFile;
import clearing.client.trade.BadInput;
import clearing.kernel.revenue.agreement.AgreementCommands;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Percents;
import clearing.kernel.revenue.terms.RateBranch;
import clearing.kernel.revenue.terms.Terms;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue check}: what terms promise on every branch, or each fault at its line. Needs no ledger. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads an agreement in YAML or JSON and checks it before anybody signs: names, units, sums on every branch, what can",
            "never matter, bounds. Says who gets what, or each fault with its line and column."
        },
        footerHeading = "%nExample:%n",
        footer = "  clearing revenue check alliance.yaml")
final class RevenueCheckCommand implements Callable<Integer> {
    /** The most branches of a rate that are told one by one. */
    private static final int MOST_TOLD = 24;

    @Parameters(index = "0", paramLabel = "FILE", description = "The agreement.")
    private Path file = Path.of("");

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Terms terms;
        try {
            terms = TermsFile.read(file);
        } catch (BadInput bad) {
            if (!output.json()) {
                throw bad;
            }
            ObjectNode node = Output.object().put("ok", false);
            Output.errors(node.putArray("faults"), bad.errors());
            output.print(node);
            return Exit.BAD_INPUT;
        }
        List<ClauseWords.Promise> promises = new ClauseWords(terms).promises();
        if (output.json()) {
            output.print(json(terms, promises));
        } else {
            text(terms, promises);
        }
        return Exit.DONE;
    }

    private static String hash(Terms terms) {
        return HexFormat.of().formatHex(AgreementCommands.hash(terms).bytes());
    }

    private static ObjectNode json(Terms terms, List<ClauseWords.Promise> promises) {
        ObjectNode node = Output.object()
                .put("ok", true)
                .put("agreement", terms.agreement())
                .put("version", terms.version())
                .put("title", terms.title())
                .put("hash", hash(terms));
        ArrayNode clauses = node.putArray("clauses");
        for (ClauseWords.Promise promise : promises) {
            ObjectNode clause = clauses.addObject().put("id", promise.id()).put("words", promise.words());
            ArrayNode branches = clause.putArray("branches");
            promise.branches()
                    .forEach(branch ->
                            branches.addObject().put("when", branch.when()).put("rate", Percents.text(branch.rate())));
        }
        return node;
    }

    private void text(Terms terms, List<ClauseWords.Promise> promises) {
        PrintWriter out = output.out();
        out.printf(Locale.ROOT, "OK  %s version %d: %s%n", terms.agreement(), terms.version(), terms.title());
        out.printf(
                Locale.ROOT,
                "%s, %s from %s%s. %s collects; parties are %s.%n",
                terms.currency(),
                terms.cycle().name().toLowerCase(Locale.ROOT),
                terms.from(),
                terms.until().map(until -> " until " + until).orElse(""),
                terms.collector(),
                terms.parties().stream().map(Party::member).collect(Collectors.joining(", ")));
        out.printf(Locale.ROOT, "Shared is %s.%n", String.join(" and ", terms.pool()));
        for (ClauseWords.Promise promise : promises) {
            out.printf(Locale.ROOT, "  %-16s %s%n", promise.id(), promise.words());
            branches(promise.branches());
        }
        terms.reserve()
                .ifPresent(reserve -> out.printf(
                        Locale.ROOT,
                        "Of what %s gets, %s is withheld for %d months; %d must vote before it is drawn on.%n",
                        String.join(" and ", reserve.from()),
                        Percents.text(reserve.rate()),
                        reserve.months(),
                        reserve.votes()));
        out.printf(Locale.ROOT, "Hash to sign: %s%n", hash(terms));
    }

    private void branches(List<RateBranch> branches) {
        if (branches.size() > MOST_TOLD) {
            long least = branches.stream().mapToLong(RateBranch::rate).min().orElse(0);
            long most = branches.stream().mapToLong(RateBranch::rate).max().orElse(0);
            output.out()
                    .printf(
                            Locale.ROOT,
                            "  %-16s   %s to %s on %d branches%n",
                            "",
                            Percents.text(least),
                            Percents.text(most),
                            branches.size());
            return;
        }
        for (RateBranch branch : branches) {
            output.out().printf(Locale.ROOT, "  %-16s   %s %s%n", "", Percents.text(branch.rate()), branch.when());
        }
    }
}
