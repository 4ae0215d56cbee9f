package clearing.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ledger will post to an account during the day.
 *
 * @param holder whose balance moves
 * @param amount minor units; positive came in, negative went out
 * @param reference of the trade, deposit or withdrawal
 * @param counterparty the other side; the issuer for deposits and withdrawals
 * @param valueDate when it counts
 * @param kind of the trade that it is a leg of, or of funding
 */
record Posting(
        Holder holder,
        Asset asset,
        long amount,
        String reference,
        Member counterparty,
        LocalDate valueDate,
        Source kind) {

    enum Source {
        DVP,
        PVP,
        PAYMENT,
        FUNDING
    }

    /** The postings of the plan in the day's order: money in, trades, money out. */
    static List<Posting> ofDay(
            Consortium consortium, DayOptions options, List<PlannedTrade> trades, List<Funding> fundings) {
        List<Posting> postings = new ArrayList<>(trades.size() * 4);
        addFundings(consortium, options, fundings, Funding.Operation.DEPOSIT, postings);
        for (PlannedTrade trade : trades) {
            if (trade.fate().settles()) {
                for (Leg leg : trade.legs()) {
                    postings.add(ofLeg(trade, leg, leg.from(), options.date()));
                    postings.add(ofLeg(trade, leg, leg.to(), options.date()));
                }
            }
        }
        addFundings(consortium, options, fundings, Funding.Operation.WITHDRAW, postings);
        return List.copyOf(postings);
    }

    /** What the leg would post to one of its ends. */
    static Posting ofLeg(PlannedTrade trade, Leg leg, Holder holder, LocalDate valueDate) {
        boolean receives = leg.to().equals(holder);
        return new Posting(
                holder,
                leg.asset(),
                receives ? leg.amount() : -leg.amount(),
                trade.reference(),
                (receives ? leg.from() : leg.to()).member(),
                valueDate,
                Source.valueOf(trade.kind().name()));
    }

    private static void addFundings(
            Consortium consortium,
            DayOptions options,
            List<Funding> fundings,
            Funding.Operation operation,
            List<Posting> postings) {
        for (Funding funding : fundings) {
            if (funding.operation() == operation && funding.valueDate().equals(options.date())) {
                postings.add(new Posting(
                        funding.holder(),
                        funding.asset(),
                        funding.signed(),
                        funding.reference(),
                        consortium.issuer(),
                        funding.valueDate(),
                        Source.FUNDING));
            }
        }
    }
}
