package clearing.generate;

import java.util.List;
import java.util.Optional;

/**
 * A trade of the day as it happened, whatever the two files say of it.
 *
 * @param reference shared by both sides, at most 16 of [A-Z0-9-/.]
 * @param delivery what the seller delivers; for a payment, what the payer pays
 * @param payment what the buyer pays for it; none for a payment
 * @param urgent whether it goes before normal ones
 * @param reverses reference of the earlier trade that it takes back; empty for most
 * @param price agreed price or rate; empty for a payment
 * @param fate what becomes of it
 */
record PlannedTrade(
        String reference,
        TradeKind kind,
        Leg delivery,
        Optional<Leg> payment,
        boolean urgent,
        String reverses,
        String price,
        Fate fate) {
    /** By how much the buyer's file is over where the files differ: a lot, or one unit of a currency. */
    private static final long MISHEARD = 100;

    Holder seller() {
        return delivery.from();
    }

    Holder buyer() {
        return delivery.to();
    }

    List<Leg> legs() {
        return payment.map(leg -> List.of(delivery, leg)).orElseGet(() -> List.of(delivery));
    }

    PlannedTrade withFate(Fate other) {
        return new PlannedTrade(reference, kind, delivery, payment, urgent, reverses, price, other);
    }

    PlannedTrade withReference(String other) {
        return new PlannedTrade(other, kind, delivery, payment, urgent, reverses, price, fate);
    }

    /** The trade as its buyer's file has it; as the seller's, unless the fate says that the files differ. */
    PlannedTrade seenByBuyer() {
        return switch (fate) {
            case QUANTITY_DIFFERS -> withLegs(delivery.withAmount(delivery.amount() + MISHEARD), payment);
            case AMOUNT_DIFFERS -> withLegs(delivery, payment.map(leg -> leg.withAmount(leg.amount() + MISHEARD)));
            default -> this;
        };
    }

    private PlannedTrade withLegs(Leg newDelivery, Optional<Leg> newPayment) {
        return new PlannedTrade(reference, kind, newDelivery, newPayment, urgent, reverses, price, fate);
    }

    /** The trade that takes this one back: every leg the other way, the former buyer delivering. */
    PlannedTrade reversal(String newReference) {
        return new PlannedTrade(
                newReference,
                kind,
                delivery.reversed(),
                payment.map(Leg::reversed),
                false,
                reference,
                price,
                Fate.SETTLES);
    }
}
