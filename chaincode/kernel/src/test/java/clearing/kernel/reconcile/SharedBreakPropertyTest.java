package clearing.kernel.reconcile;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.Role;
import clearing.kernel.Seeds;
import clearing.kernel.command.Command;
import clearing.kernel.command.ReconcileCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random sequences by ten people of three members against a second implementation, which keeps no state but the list of what was done and
 * asks it questions.
 */
class SharedBreakPropertyTest {
    private static final int SEQUENCES = 400;
    private static final int STEPS = 60;
    private static final List<String> MEMBERS = List.of(NORTH, SOUTH, NORTH, SOUTH, BANK);
    private static final List<Resolution> RESOLUTIONS = List.of(
            SharedBreaks.NO_FAULT,
            new Resolution(Resolution.Kind.ACCEPT_EVIDENCE, SOUTH, 0, Optional.empty(), SharedBreaks.hash("a")),
            new Resolution(Resolution.Kind.WRITE_OFF, NORTH, 1_000, Optional.empty(), SharedBreaks.hash("b")),
            new Resolution(Resolution.Kind.WRITE_OFF, SOUTH, 1_001, Optional.empty(), SharedBreaks.hash("c")),
            new Resolution(Resolution.Kind.ACCEPT_CHAIN, NORTH, 0, Optional.empty(), SharedBreaks.hash("d")));

    /** Something that was accepted and changed something. */
    private record Done(String member, String person, Command command, Instant at) {}

    @Test
    void the_ledger_and_the_list_of_what_was_done_agree() {
        int resolved = 0;
        int withdrawn = 0;
        for (long seed = Seeds.seed(1); seed < Seeds.seed(1) + SEQUENCES; seed++) {
            BreakState end = sequence(Seeds.generator(seed), Seeds.hint(seed));
            resolved += end == BreakState.RESOLVED ? 1 : 0;
            withdrawn += end == BreakState.WITHDRAWN ? 1 : 0;
        }
        assertThat(resolved).as("enough sequences come to a resolution").isGreaterThan(SEQUENCES / 20);
        assertThat(withdrawn).as("and some are taken back").isGreaterThan(SEQUENCES / 50);
    }

    private static BreakState sequence(RandomGenerator random, String hint) {
        SharedBreaks breaks = SharedBreaks.opened();
        List<Done> history = new ArrayList<>();
        history.add(new Done(
                NORTH,
                "ann",
                SharedBreaks.opening("B-1", breaks.ledger().now()),
                breaks.ledger().now()));
        for (int i = 0; i < STEPS; i++) {
            breaks.ledger().later(Duration.ofHours(random.nextInt(30)));
            String member = MEMBERS.get(random.nextInt(MEMBERS.size()));
            String person = List.of("ann", "carl", "eve").get(random.nextInt(3));
            Set<Role> roles = random.nextInt(4) == 0
                    ? EnumSet.of(random.nextBoolean() ? Role.MAKER : Role.CHECKER)
                    : EnumSet.of(Role.MAKER, Role.CHECKER);
            Command command = draw(random, history);
            Done attempt = new Done(member, person, command, breaks.ledger().now());
            Caller caller = Consortium.person(member, person, roles);
            Outcome outcome =
                    breaks.ledger().apply(caller, Batch.of(command)).outcomes().getFirst();
            boolean changed = outcome.accepted() && outcome.affected() == 1;
            assertThat(changed)
                    .as("%s step %d: %s by %s of %s: %s", hint, i, command, person, member, outcome)
                    .isEqualTo(allowed(attempt, roles, history));
            if (changed) {
                history.add(attempt);
            }
            invariants(breaks.now(), history, hint);
        }
        return breaks.now().stage();
    }

    private static Command draw(RandomGenerator random, List<Done> history) {
        int number = proposals(history).size();
        return switch (random.nextInt(20)) {
            case 0, 1 -> SharedBreaks.answering(SharedBreaks.ID, random.nextInt(5) == 0 ? "other" : "south");
            case 2 -> SharedBreaks.commenting("c" + random.nextInt(3));
            case 3, 4 ->
                SharedBreaks.proposing(number + random.nextInt(2), RESOLUTIONS.get(random.nextInt(RESOLUTIONS.size())));
            case 5 -> new ReconcileCommand.EscalateBreak(SharedBreaks.ID, "");
            case 6 ->
                random.nextInt(6) == 0
                        ? new ReconcileCommand.WithdrawBreak(SharedBreaks.ID, "")
                        : SharedBreaks.commenting("d");
            default ->
                SharedBreaks.signing(
                        Math.max(1, number - random.nextInt(8) / 7),
                        number == 0
                                ? SharedBreaks.NO_FAULT
                                : proposals(history).getLast().resolution(),
                        random.nextBoolean() ? Hand.MAKER : Hand.CHECKER);
        };
    }

    private static List<ReconcileCommand.ProposeResolution> proposals(List<Done> history) {
        return history.stream()
                .map(Done::command)
                .filter(c -> c instanceof ReconcileCommand.ProposeResolution)
                .map(c -> (ReconcileCommand.ProposeResolution) c)
                .toList();
    }

    /** Whether it changes something, said by the history alone. */
    private static boolean allowed(Done now, Set<Role> roles, List<Done> history) {
        boolean party = !now.member().equals(BANK);
        if (!party || ended(history)) {
            return false;
        }
        boolean maker = roles.contains(Role.MAKER);
        return switch (now.command()) {
            case ReconcileCommand.AnswerBreak c -> maker && now.member().equals(SOUTH) && !answered(history);
            case ReconcileCommand.CommentBreak c -> maker;
            case ReconcileCommand.ProposeResolution c ->
                maker && c.number() == proposals(history).size() + 1 && sound(c.resolution(), history);
            case ReconcileCommand.SignResolution c ->
                roles.contains(c.hand().role())
                        && c.number() == proposals(history).size()
                        && signable(now, c.hand(), history);
            case ReconcileCommand.EscalateBreak c -> {
                List<String> late = late(now.at(), history);
                yield maker && !late.isEmpty() && !late.equals(lastEscalation(history));
            }
            case ReconcileCommand.WithdrawBreak c ->
                roles.contains(Role.CHECKER)
                        && now.member().equals(NORTH)
                        && !now.person().equals("ann");
            default -> throw new IllegalStateException("not drawn: " + now.command());
        };
    }

    private static boolean sound(Resolution r, List<Done> history) {
        return switch (r.kind()) {
            case NO_FAULT -> true;
            case ACCEPT_EVIDENCE -> answered(history);
            case WRITE_OFF -> r.amount() <= 1_000;
            default -> false;
        };
    }

    private static boolean answered(List<Done> history) {
        return history.stream().anyMatch(d -> d.command() instanceof ReconcileCommand.AnswerBreak);
    }

    /** Signers of the standing proposal: "member hand person". */
    private static List<String> signers(List<Done> history) {
        List<String> signers = new ArrayList<>();
        for (Done done : history) {
            if (done.command() instanceof ReconcileCommand.ProposeResolution) {
                signers.clear();
                signers.add(done.member() + " MAKER " + done.person());
            } else if (done.command() instanceof ReconcileCommand.SignResolution c) {
                signers.add(done.member() + " " + c.hand() + " " + done.person());
            }
        }
        return signers;
    }

    private static boolean has(List<Done> history, String member, Hand hand) {
        return signers(history).stream().anyMatch(s -> s.startsWith(member + " " + hand + " "));
    }

    private static boolean signable(Done now, Hand hand, List<Done> history) {
        if (proposals(history).isEmpty() || has(history, now.member(), hand)) {
            return false;
        }
        return hand == Hand.MAKER
                || has(history, now.member(), Hand.MAKER)
                        && !signers(history).contains(now.member() + " MAKER " + now.person());
    }

    private static boolean ended(List<Done> history) {
        return signers(history).size() == 4
                || history.stream().anyMatch(d -> d.command() instanceof ReconcileCommand.WithdrawBreak);
    }

    private static List<String> late(Instant at, List<Done> history) {
        Instant opened = history.getFirst().at();
        Set<String> late = new HashSet<>();
        if (at.isAfter(opened.plus(SharedBreaks.ANSWER)) && !answered(history)) {
            late.add(SOUTH);
        }
        if (at.isAfter(opened.plus(SharedBreaks.RESOLVE))) {
            for (String member : List.of(NORTH, SOUTH)) {
                if (!has(history, member, Hand.CHECKER)) {
                    late.add(member);
                }
            }
        }
        return late.stream().sorted().toList();
    }

    private static List<String> lastEscalation(List<Done> history) {
        List<String> last = List.of();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).command() instanceof ReconcileCommand.EscalateBreak) {
                last = late(history.get(i).at(), history.subList(0, i));
            }
        }
        return last;
    }

    private static void invariants(SharedBreak now, List<Done> history, String hint) {
        assertThat(now.stage().ended()).as(hint).isEqualTo(ended(history));
        if (now.stage() == BreakState.RESOLVED) {
            ResolutionProposal signed = now.proposal().orElseThrow();
            assertThat(List.of(
                            signed.opener().maker().orElseThrow().person(),
                            signed.opener().checker().orElseThrow().person(),
                            signed.counterparty().maker().orElseThrow().person(),
                            signed.counterparty().checker().orElseThrow().person()))
                    .as("%s four persons", hint)
                    .doesNotHaveDuplicates();
        }
        assertThat(SharedBreak.decode(now.encode())).isEqualTo(now);
    }
}
