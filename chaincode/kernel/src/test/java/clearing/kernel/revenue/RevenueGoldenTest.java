package clearing.kernel.revenue;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.revenue.Partners.APRIL;
import static clearing.kernel.revenue.Partners.ID;
import static clearing.kernel.revenue.Partners.MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Golden;
import clearing.kernel.Seeds;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.Portion;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.run.Dispute;
import clearing.kernel.revenue.run.Drawing;
import clearing.kernel.revenue.run.EscrowBook;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.RandomTerms;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the ledger holds of agreements, byte for byte: a format that exists does not change. */
class RevenueGoldenTest {
    private static final int DRAWS = 300;

    private final Partners partners = new Partners();

    @Test
    void the_forms_on_the_ledger_are_as_they_were() {
        life();

        held(
                "revenue-agreement",
                Keys.agreement(ID),
                bytes -> Agreement.decode(bytes).encode());
        held(
                "revenue-signed-terms",
                Keys.terms(ID, 1),
                bytes -> SignedTerms.decode(bytes).encode());
        held(
                "revenue-book",
                Keys.revenueBook(ID),
                bytes -> RevenueBook.decode(bytes).encode());
        held(
                "revenue-statement",
                Keys.revenueStatement(ID, APRIL),
                bytes -> Statement.decode(bytes).encode());
        held(
                "revenue-escrow",
                Keys.escrow(ID),
                bytes -> EscrowBook.decode(bytes).encode());
        held(
                "revenue-dispute",
                Keys.dispute(ID, APRIL, "TECH"),
                bytes -> Dispute.decode(bytes).encode());
        held(
                "revenue-drawing",
                Keys.drawing(ID, 1),
                bytes -> Drawing.decode(bytes).encode());
        Golden.assertBytes(
                "revenue-allotted",
                partners.ledger().state().get(Keys.allotted(ID, MARCH)).orElseThrow());
    }

    private void held(String name, String key, UnaryOperator<byte[]> again) {
        byte[] stored = partners.ledger().state().get(key).orElseThrow();
        assertThat(again.apply(stored)).as(name).isEqualTo(stored);
        Golden.assertBytes(name, stored);
    }

    @Test
    void terms_of_every_kind_come_back_from_their_bytes() {
        for (long seed = Seeds.seed(1); seed < Seeds.seed(1) + DRAWS; seed++) {
            Terms terms = new RandomTerms(Seeds.generator(seed)).terms();
            assertThat(Terms.decode(terms.encode())).as(Seeds.hint(seed)).isEqualTo(terms);
        }
    }

    private void life() {
        partners.agree(Partners.terms()).on(LocalDate.of(2026, 4, 3)).facts(MARCH, 100_000, 1_001);
        Consortium.done(partners.run(MARCH));
        partners.settle().on(LocalDate.of(2026, 5, 3));
        Consortium.done(partners.report(NORTH, MARCH, "fees", 0, 1, 160_000));
        Consortium.done(partners.attest(SOUTH, MARCH, "fees"));
        partners.facts(APRIL, 30_000, 0);
        Consortium.done(partners.as(NORTH, new RevenueCommand.DrawReserve(ID, 1, NORTH, 100, "Refunds")));
        Consortium.done(partners.as(SOUTH, new RevenueCommand.DisputeLine(ID, APRIL, "TECH", "Another rate")));
        Consortium.done(partners.run(APRIL));
        Consortium.done(partners.as(
                NORTH, new RevenueCommand.ResolveDispute(ID, APRIL, "TECH", List.of(new Portion(SOUTH, 9_999)))));
    }
}
