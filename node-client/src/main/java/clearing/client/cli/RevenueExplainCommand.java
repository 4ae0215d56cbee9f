package clearing.client.cli;

import clearing.client.revenue.explain.Explanation;
import clearing.client.revenue.explain.ExplanationJson;
import clearing.client.revenue.explain.ExplanationText;
import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.ledger.AgreementView;
import clearing.client.trade.MemberSession;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue explain}: how each cent came about. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints how every party's amount of a calculated period came about, as a tree in words and figures.",
            "What the agreement does not show the member is left out."
        })
final class RevenueExplainCommand implements Callable<Integer> {
    @Mixin
    private RevenueSession asked = new RevenueSession();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PERIOD",
            description = "Such as 2026-11-30, 2026-11 or 2026-Q4. Default: the last that was calculated.")
    private Optional<String> period = Optional.empty();

    @Option(names = "--party", paramLabel = "MEMBER", description = "Only this party's amount.")
    private Optional<String> party = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        try (MemberSession session = asked.member().open()) {
            RevenueSession.Found found = asked.find(session);
            AgreementView view = found.agreement();
            Statement statement = statement(view);
            SortedMap<Integer, Terms> terms = view.terms();
            Visibility visibility = Visibility.of(session.member(), Optional.of(found.constitution()), terms.values());
            List<String> parties = statement.lines().stream()
                    .map(Statement.Line::member)
                    .filter(member -> party.map(member::equals).orElse(true))
                    .filter(visibility::seesAmountsOf)
                    .toList();
            if (parties.isEmpty()) {
                throw asked.bad("The agreement shows " + session.member() + " no such amount.");
            }
            print(statement, terms, visibility, parties, AgreementView.scales(found.constitution()));
            return Exit.DONE;
        }
    }

    private void print(
            Statement statement,
            SortedMap<Integer, Terms> terms,
            Visibility visibility,
            List<String> parties,
            Scales scales) {
        ObjectNode node = Output.object();
        ArrayNode all = node.put("agreement", statement.agreement())
                .put("period", statement.period().toString())
                .putArray("parties");
        for (String member : parties) {
            Explanation explanation = Explanation.of(statement, terms, member, visibility);
            if (asked.output().json()) {
                all.add(ExplanationJson.of(explanation, scales));
            } else {
                asked.output().out().println(ExplanationText.render(explanation, scales));
            }
        }
        if (asked.output().json()) {
            asked.output().print(node);
        }
    }

    private Statement statement(AgreementView view) {
        if (period.isEmpty()) {
            List<Statement> all = view.statements();
            if (all.isEmpty()) {
                throw asked.bad("No period of " + view.id() + " has been calculated.");
            }
            return all.getLast();
        }
        Period wanted = asked.period(period.get());
        return view.statement(wanted)
                .orElseThrow(() -> asked.bad("Period " + wanted + " of " + view.id() + " has not been calculated."));
    }
}
