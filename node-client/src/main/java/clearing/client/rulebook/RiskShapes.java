package clearing.client.rulebook;

import clearing.client.calendar.CalendarFiles;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.CoveredCapRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.rulebook.Rule;
import java.util.List;
import java.util.SortedMap;

/** Rules of collateral, reserve fund and default in a rules file; amounts are minor units. */
final class RiskShapes {
    private RiskShapes() {}

    /** A rule that needs no calendar. */
    sealed interface Risk extends RuleShape {
        Rule rule();

        @Override
        default Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return rule();
        }
    }

    /** @param haircut basis points */
    record Collateral(String asset, String currency, int haircut, List<String> valuers, int staleAfterDays)
            implements Risk {
        @Override
        public Rule rule() {
            return new CollateralRule(asset, currency, haircut, valuers, staleAfterDays);
        }
    }

    /** A cap that counts only as far as collateral covers it. */
    record CoveredCap(String member, String asset) implements Risk {
        @Override
        public Rule rule() {
            return new CoveredCapRule(member, asset);
        }
    }

    /** Amounts in minor units of the currency of account. */
    record Reserve(String member, long target, long firstLoss, long lossCap) implements Risk {
        @Override
        public Rule rule() {
            return new ReserveRule(member, target, firstLoss, lossCap);
        }
    }

    /** How a default is declared and settled. */
    record Default(String currency, String account, List<String> committee, int quorum, List<String> buyers)
            implements Risk {
        @Override
        public Rule rule() {
            return new DefaultRule(currency, account, committee, quorum, buyers);
        }
    }
}
