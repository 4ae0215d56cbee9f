package clearing.settlement.ledger;

import clearing.kernel.RevenueEffect;

/** What became of revenue agreements, as a line for people. */
record RevenueDetail(String kind, String detail) {

    static RevenueDetail of(RevenueEffect effect) {
        return switch (effect) {
            case RevenueEffect.TermsSigned e ->
                new RevenueDetail(
                        e.inForce() ? "TERMS_IN_FORCE" : "TERMS_SIGNED",
                        e.agreement() + " version " + e.terms().version() + " by " + e.by());
            case RevenueEffect.FactReported e ->
                new RevenueDetail(
                        "FACT_REPORTED",
                        e.agreement() + " " + e.period() + " " + e.report().measure() + " part "
                                + e.report().part() + " revision " + e.report().revision() + " by " + e.by());
            case RevenueEffect.MeasureSealed e ->
                new RevenueDetail(
                        "MEASURE_" + e.word(), e.agreement() + " " + e.period() + " " + e.measure() + " by " + e.by());
            case RevenueEffect.LineDisputed e ->
                new RevenueDetail(
                        "LINE_DISPUTED", e.agreement() + " " + e.period() + " " + e.clause() + " by " + e.by());
            case RevenueEffect.DisputeAnswered e ->
                new RevenueDetail(
                        e.paid() ? "DISPUTE_RESOLVED" : "DISPUTE_ANSWERED",
                        e.agreement() + " " + e.period() + " " + e.clause() + " by " + e.by());
            case RevenueEffect.Calculated e ->
                new RevenueDetail(
                        "REVENUE_CALCULATED",
                        e.agreement() + " " + e.statement().period() + " by "
                                + e.statement().calculatedBy());
            case RevenueEffect.ReserveReleased e ->
                new RevenueDetail("RESERVE_RELEASED", e.agreement() + " of " + e.withheldFor() + " to " + e.member());
            case RevenueEffect.DrawingVoted e ->
                new RevenueDetail(
                        e.drawn() ? "RESERVE_DRAWN" : "DRAWING_VOTED",
                        e.agreement() + " drawing " + e.number() + " for " + e.to() + " by " + e.by());
        };
    }
}
