package clearing.client.cli;

import clearing.client.revenue.ledger.AgreementView;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Agreements as they stand. */
final class RevenueShowCommand {
    private RevenueShowCommand() {}

    /** {@code clearing revenue list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Lists agreements: what is in force, what waits for whose signature, what is calculated next.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws InterruptedException {
            try (MemberSession session = member.open()) {
                LedgerView ledger = session.catchUp(member.patience());
                List<AgreementView> all = new ArrayList<>();
                AgreementView.ids(ledger)
                        .forEach(id -> AgreementView.find(ledger, id).ifPresent(all::add));
                if (output.json()) {
                    ObjectNode node = Output.object();
                    ArrayNode agreements = node.putArray("agreements");
                    all.forEach(view -> describe(agreements.addObject(), view));
                    output.print(node);
                } else if (all.isEmpty()) {
                    output.out().println("There are no agreements.");
                } else {
                    all.forEach(view -> output.out().println(line(view)));
                }
                return Exit.DONE;
            }
        }
    }

    /** {@code clearing revenue show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Shows an agreement: its versions with hashes and signatures, and where its calculation stands.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private RevenueSession asked = new RevenueSession();

        @Override
        public Integer call() throws InterruptedException {
            try (MemberSession session = asked.member().open()) {
                AgreementView view = asked.find(session).agreement();
                if (asked.output().json()) {
                    ObjectNode node = Output.object();
                    describe(node, view);
                    asked.output().print(node);
                } else {
                    asked.output().out().println(line(view));
                    view.versions()
                            .forEach((number, signed) -> asked.output().out().println(version(view, signed)));
                }
                return Exit.DONE;
            }
        }
    }

    private static String line(AgreementView view) {
        Terms terms = view.versions().sequencedValues().getLast().terms();
        String state = view.agreement()
                .map(agreement -> "version " + agreement.last().number() + " in force from "
                        + agreement.last().from())
                .orElse("not in force");
        String next = view.book()
                .map(RevenueBook::next)
                .map(Period::toString)
                .map(period -> ", next " + period)
                .orElse("");
        String waits = view.proposed()
                .map(proposed -> ", version " + proposed.terms().version() + " waits for "
                        + String.join(", ", view.missing(proposed)))
                .orElse("");
        return view.id() + "  " + terms.title() + "  " + terms.currency() + " "
                + terms.cycle().name().toLowerCase(Locale.ROOT) + "  " + state + next + waits;
    }

    private static String version(AgreementView view, SignedTerms signed) {
        Terms terms = signed.terms();
        boolean inForce = view.terms().containsKey(terms.version());
        return "  version " + terms.version() + " from " + terms.from() + (inForce ? "" : " (proposed)") + "  "
                + HexFormat.of().formatHex(signed.hash().bytes()) + "  signed by "
                + String.join(", ", signed.members());
    }

    private static void describe(ObjectNode node, AgreementView view) {
        Terms last = view.versions().sequencedValues().getLast().terms();
        node.put("agreement", view.id())
                .put("title", last.title())
                .put("currency", last.currency())
                .put("cycle", last.cycle().name());
        view.agreement().map(Agreement::last).ifPresent(version -> node.put("inForce", version.number()));
        view.book().ifPresent(book -> node.put("next", book.next().toString()));
        ArrayNode versions = node.putArray("versions");
        view.versions().forEach((number, signed) -> {
            ObjectNode one = versions.addObject()
                    .put("version", number)
                    .put("from", signed.terms().from().toString())
                    .put("hash", HexFormat.of().formatHex(signed.hash().bytes()))
                    .put("inForce", view.terms().containsKey(number));
            signed.members().forEach(one.putArray("signedBy")::add);
            if (!view.terms().containsKey(number)) {
                view.missing(signed).forEach(one.putArray("waitsFor")::add);
            }
        });
        ArrayNode lots = node.putArray("escrow");
        view.escrow().lots().forEach(lot -> {
            ObjectNode one = lots.addObject()
                    .put("period", lot.period().toString())
                    .put("member", lot.member())
                    .put("amount", lot.amount())
                    .put("kind", lot.isReserve() ? "RESERVE" : "DISPUTED");
            if (lot.isReserve()) {
                one.put("releaseOn", lot.releaseOn().toString());
            } else {
                one.put("clause", lot.clause());
            }
        });
    }
}
