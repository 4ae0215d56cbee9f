package clearing.messages;

import static clearing.messages.StatementRoundTripTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments and deliveries as their definitions want them, the same from both sides. */
final class TransfersTest {
    private static final Pattern UETR = Pattern.compile("<UETR>([^<]*)</UETR>");

    private static List<Payment> payments(long seed) {
        List<Payment> payments = new ArrayList<>();
        for (LedgerEntry e : SeededLedger.entries(seed, 50, 2)) {
            payments.add(new Payment(
                    e.block(),
                    e.tx(),
                    e.effect(),
                    "HarbourBrokers",
                    "HOUSE",
                    e.counterparty(),
                    "HKD",
                    2,
                    Math.abs(e.minor()),
                    e.reference(),
                    e.trade(),
                    e.bookingDate(),
                    e.valueDate(),
                    e.at()));
        }
        return payments;
    }

    private static List<String> uetrs(byte[] message) {
        return UETR.matcher(new String(message, StandardCharsets.UTF_8))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void payments_are_as_published_and_repeat_to_the_byte(long seed) {
        List<Payment> payments = payments(seed);
        PaymentFacts facts = PaymentFacts.of(payments::forEach);
        byte[] message = bytes(out -> Pacs009Writer.write(facts, payments::forEach, out));

        assertThat(PublishedSchema.differences(message)).isEmpty();
        assertThat(bytes(out -> Pacs009Writer.write(facts, payments::forEach, out)))
                .isEqualTo(message);
        assertThat(uetrs(message)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void payer_and_payee_derive_the_same_reference() {
        LedgerEntry paid = SeededLedger.entries(3, 9, 1).stream()
                .filter(e -> e.minor() < 0 && e.counterparty().equals("LotusSecurities"))
                .findFirst()
                .orElseThrow();
        LedgerEntry received = new LedgerEntry(
                paid.block(),
                paid.tx(),
                paid.effect() + 1,
                -paid.minor(),
                paid.kind(),
                paid.reference(),
                "HarbourBrokers",
                paid.bookingDate(),
                paid.valueDate(),
                paid.trade(),
                paid.at());
        AccountHead payee = new AccountHead(
                "LotusSecurities",
                "Lotus",
                "CLIENT",
                "HKD",
                2,
                SeededLedger.FIRST,
                SeededLedger.FIRST,
                SeededLedger.ZONE,
                0,
                paid.at());
        AccountHead payer = SeededLedger.head("HKD", 2, 0, SeededLedger.FIRST, SeededLedger.FIRST);
        assertThat(Uetr.of(payer, paid)).isEqualTo(Uetr.of(payee, received));
    }

    @Test
    void the_hash_can_be_made_again_as_documented() {
        Payment p = payments(1).getFirst();
        String facts = "clearing-payments-1\n"
                + String.join(
                        "\t",
                        "" + p.block(),
                        "" + p.tx(),
                        "" + p.effect(),
                        "HarbourBrokers",
                        "HOUSE",
                        p.payee(),
                        "HKD",
                        "" + p.minor(),
                        p.reference(),
                        p.trade(),
                        "" + p.settledOn(),
                        "" + p.valueDate(),
                        "" + p.at())
                + "\n";
        String expected = HexFormat.of().formatHex(Fit.sha256().digest(facts.getBytes(StandardCharsets.UTF_8)));
        assertThat(PaymentFacts.of(List.of(p)::forEach).sha256()).isEqualTo(expected);
    }

    @Test
    void a_message_of_no_payment_does_not_exist() {
        assertThatThrownBy(() -> PaymentFacts.of(List.<Payment>of()::forEach)).isInstanceOf(MessageException.class);
    }

    @Test
    void deliveries_are_as_published_from_both_sides() {
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            boolean delivers = random.nextBoolean();
            long quantity = random.nextLong(1, 100_000_000);
            Delivery d = delivery(
                    "HK.HarbourBrokers.A.Very-Long.Member-Id.Of.Forty.Characters." + i, delivers, quantity, i % 2 == 0);
            byte[] message = bytes(out -> Sese023Writer.write(d, out));

            assertThat(PublishedSchema.differences(message)).isEmpty();
            assertThat(new String(message, StandardCharsets.UTF_8))
                    .contains(
                            "<SctiesMvmntTp>" + (delivers ? "DELI" : "RECE"),
                            "<CdtDbtInd>" + (delivers ? "CRDT" : "DBIT"))
                    .contains("<Unit>" + quantity + "</Unit>", d.sha256());
        }
    }

    private static Delivery delivery(String trade, boolean delivers, long quantity, boolean matched) {
        return new Delivery(
                trade,
                "T0000017",
                "HarbourBrokers",
                "HOUSE",
                "A.Very-Long.Member-Id.Of.Forty.Characters",
                "CLIENT",
                delivers,
                "HK0000069689",
                quantity,
                0,
                "HKD",
                12_345_00,
                2,
                SeededLedger.FIRST,
                SeededLedger.FIRST.plusDays(2),
                matched);
    }
}
