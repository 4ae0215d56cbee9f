package clearing.client.cli;

import clearing.client.revenue.ledger.AgreementView;
import clearing.client.revenue.ledger.PeriodText;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What commands about one agreement take, and how they find it. */
final class RevenueSession {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Mixin
    private Output output = new Output();

    @Parameters(index = "0", paramLabel = "AGREEMENT", description = "Id of the agreement.")
    private String id = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    String id() {
        return id;
    }

    MemberOptions member() {
        return member;
    }

    Output output() {
        return output;
    }

    RiskActions actions() {
        return new RiskActions(member, output);
    }

    /** A period of what people write, or the fault at once. */
    Period period(String text) {
        return PeriodText.parse(text)
                .filter(Period::isAligned)
                .orElseThrow(() -> bad("'" + text + "' is no period such as 2026-11-30, 2026-11 or 2026-Q4."));
    }

    ParameterException bad(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** What the chain says about the agreement, with the frame that it stands in. */
    record Found(AgreementView agreement, Constitution constitution) {
        /** The terms that came into force last. */
        Terms lastTerms(RevenueSession asked) {
            SortedMap<Integer, Terms> terms = agreement.terms();
            if (terms.isEmpty()) {
                throw asked.bad("No version of " + agreement.id() + " is in force.");
            }
            return terms.sequencedValues().getLast();
        }

        /** The period that is written, or the next to be calculated. */
        Period next(Optional<String> written, RevenueSession asked) {
            return written.map(asked::period)
                    .or(() -> agreement.book().map(RevenueBook::next))
                    .orElseThrow(() -> asked.bad("No version of " + agreement.id() + " is in force."));
        }
    }

    Found find(MemberSession session) throws InterruptedException {
        LedgerView ledger = session.catchUp(member.patience());
        AgreementView view = AgreementView.find(ledger, id)
                .orElseThrow(() -> bad("Nothing of agreement '" + id + "' is on the ledger."));
        return new Found(view, ledger.constitution().orElseThrow());
    }
}
