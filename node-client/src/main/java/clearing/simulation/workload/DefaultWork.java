package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A member's default: the committee declares it, agents close it out and run its waterfall. */
final class DefaultWork {
    private static final int PARTS_OF_A_CASE = 3;
    private static final int MOST_DEFAULTS = 3;

    private DefaultWork() {}

    /** The first member is spared: it has an agent in every seed, and somebody has to settle what is left. */
    static Optional<Errand> declare(Desk desk) {
        Optional<DefaultRule> rule = desk.constitution().rules().defaultRule();
        boolean stranger = desk.draw().oneIn(10);
        if (rule.isEmpty()
                || rule.get().committee().contains(desk.member()) == stranger
                || cases(desk).size() >= MOST_DEFAULTS) {
            return Optional.empty();
        }
        List<String> acting = Rulebooks.acting(desk.constitution());
        String defaulter = defaulter(desk, acting.subList(1, acting.size()));
        String reason = desk.draw().oneIn(8) ? "other reasons" : "payments stopped";
        return Optional.of(Errand.of(
                "declare a default of " + defaulter,
                Role.ADMIN,
                new RiskCommand.DeclareDefault(
                        defaulter, next(desk, defaulter) + (desk.draw().oneIn(20) ? 1 : 0), reason)));
    }

    /** Often one with trades that wait for something. */
    private static String defaulter(Desk desk, List<String> possible) {
        List<String> waiting = possible.stream()
                .filter(member -> desk.pages().stream()
                        .anyMatch(page -> page.id().isParty(member) && page.any(TradeState.QUEUED)))
                .toList();
        return desk.draw().pick(waiting.isEmpty() || desk.draw().oneIn(3) ? possible : waiting);
    }

    /** The number that a default of the member has now, or that the next one gets. */
    private static int next(Desk desk, String member) {
        return 1
                + (int) cases(desk).stream()
                        .filter(found -> found.member().equals(member) && found.lifted())
                        .count();
    }

    static Optional<Errand> approve(Desk desk) {
        boolean again = desk.draw().oneIn(8);
        List<DefaultCase> open = cases(desk).stream()
                .filter(found -> again
                        || !found.declared()
                                && !found.lifted()
                                && !found.signatures().contains(desk.member()))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        DefaultCase found = desk.draw().pick(open);
        byte[] hash = desk.draw().oneIn(15) ? new byte[32] : found.hash();
        return Optional.of(Errand.of(
                "sign the default of " + found.member(),
                Role.ADMIN,
                new RiskCommand.ApproveDefault(found.member(), found.number(), hash)));
    }

    /** A wish to lift a default, or one more signature for it. */
    static Optional<Errand> lift(Desk desk) {
        boolean again = desk.draw().oneIn(8);
        List<DefaultCase> open = cases(desk).stream()
                .filter(found ->
                        again || !found.lifted() && !found.liftSignatures().contains(desk.member()))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        DefaultCase found = desk.draw().pick(open);
        int number = found.number() + (desk.draw().oneIn(20) ? 1 : 0);
        String reason = desk.draw().oneIn(10) ? "cured" : "declared wrongly";
        return Optional.of(Errand.of(
                "lift the default of " + found.member(),
                Role.ADMIN,
                new RiskCommand.LiftDefault(found.member(), number, reason)));
    }

    static Optional<Errand> evening(Desk desk) {
        return switch (desk.draw().below(8)) {
            case 0 -> declare(desk);
            case 1 -> lift(desk);
            default -> approve(desk);
        };
    }

    /** All pages of the defaulter that have something open; sometimes a few, sometimes before the default is declared. */
    static Optional<Errand> closeOut(Desk desk) {
        return pick(desk).flatMap(found -> {
            List<PageId> pages = new ArrayList<>(open(desk, found));
            if (desk.draw().oneIn(3)) {
                pages.removeIf(page -> desk.draw().oneIn(2));
            }
            return pages.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Errand.of(
                            "close out " + found.member(),
                            Role.AGENT,
                            new RiskCommand.CloseOut(found.member(), found.number(), pages)));
        });
    }

    /** What is left to do of every default, when all is well again. */
    static Optional<Errand> all(Desk desk) {
        List<Command> steps = new ArrayList<>();
        boolean judge = desk.constitution()
                .rules()
                .defaultRule()
                .filter(rule -> rule.committee().contains(desk.member()))
                .isPresent();
        for (DefaultCase found : cases(desk)) {
            for (PageId page : open(desk, found)) {
                if (found.declared() && !found.lifted()) {
                    // One by one: a page that cannot be valued holds up no other.
                    steps.add(new RiskCommand.CloseOut(found.member(), found.number(), List.of(page)));
                }
            }
            if (found.declared() && !found.lifted() && judge) {
                steps.add(new RiskCommand.RunWaterfall(found.member(), found.number()));
            }
        }
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(Errand.of("next steps of defaults", Role.AGENT, steps.toArray(Command[]::new)));
    }

    private static List<PageId> open(Desk desk, DefaultCase found) {
        return desk.pages().stream()
                .filter(page -> page.id().isParty(found.member()) && isOpen(page))
                .map(SeenPage::id)
                .toList();
    }

    private static boolean isOpen(SeenPage page) {
        return page.any(TradeState.ALLEGED)
                || page.any(TradeState.AFFIRMED)
                || page.any(TradeState.QUEUED)
                || page.any(TradeState.NETTED);
    }

    static Optional<Errand> waterfall(Desk desk) {
        return pick(desk)
                .map(found -> Errand.of(
                        "waterfall of " + found.member(),
                        Role.AGENT,
                        new RiskCommand.RunWaterfall(found.member(), found.number())));
    }

    private static Optional<DefaultCase> pick(Desk desk) {
        boolean early = desk.draw().oneIn(8);
        List<DefaultCase> found = cases(desk).stream()
                .filter(c -> early || c.declared() && !c.lifted())
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(desk.draw().pick(found));
    }

    private static List<DefaultCase> cases(Desk desk) {
        List<DefaultCase> cases = new ArrayList<>();
        desk.ledger().under(Keys.DEFAULT_PREFIX).forEach((key, entry) -> {
            if (key.split("/", -1).length == PARTS_OF_A_CASE) {
                cases.add(DefaultCase.decode(entry.value()));
            }
        });
        return cases;
    }
}
