package clearing.settlement.shared;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.cli.ClearingMain;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.reconcile.BreakId;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.SharedKind;
import clearing.reconcile.BreakKind;
import clearing.settlement.ledger.SharedDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.shared.Turn.Act;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and lines that the member's own command line understands. */
class CommandsTest {
    private static final String HARBOUR = SimulatedChain.HARBOUR;
    private static final String LOTUS = "LotusSecurities";
    private static final SimulatedChain CHAIN = SharedDay.chain();

    private static List<String> turns(BreakId id) {
        return Turn.of(SharedDay.at(CHAIN, id)).stream()
                .map(turn -> turn.member() + " " + turn.act() + " " + turn.hand())
                .toList();
    }

    private static List<ShellCommand> commands(BreakId id, String member) {
        return Commands.of(SharedDay.at(CHAIN, id), member, 2, SharedDay.NOW);
    }

    /** As {@code clearing} would take it, with what a person fills in. */
    private static void parse(String line) {
        String filled = line.replace("PROFILE", "profile.json")
                .replace(" PARTY", " " + LOTUS)
                .replace("PAGE#INDEX", "A/B/1#2");
        List<String> words = new ArrayList<>(Arrays.asList(filled.split(" ")));
        assertThat(words.removeFirst()).isEqualTo("clearing");
        ClearingMain.commandLine().parseArgs(words.toArray(String[]::new));
    }

    @Test
    void it_waits_for_those_who_have_not_acted() {
        assertThat(turns(SharedDay.HALF_SIGNED)).containsExactly("LotusSecurities SIGN CHECKER");
        assertThat(turns(SharedDay.LATE)).containsExactly("HarbourBrokers ANSWER MAKER");
        assertThat(turns(SharedDay.RESOLVED)).isEmpty();
        assertThat(turns(SharedDay.WITHDRAWN)).isEmpty();
    }

    @Test
    void a_party_is_offered_what_the_contract_would_let_it_do() {
        assertThat(commands(SharedDay.LATE, HARBOUR))
                .extracting(ShellCommand::act)
                .containsExactly(
                        Act.ANSWER, Act.PROPOSE, Act.PROPOSE, Act.PROPOSE, Act.PROPOSE, Act.PROPOSE, Act.COMMENT);
        assertThat(commands(SharedDay.HALF_SIGNED, LOTUS))
                .filteredOn(command -> command.act() == Act.SIGN)
                .singleElement()
                .satisfies(
                        command -> assertThat(command.line())
                                .matches(
                                        "clearing break sign HarbourBrokers/BRK-1 [0-9a-f]{64} --hand CHECKER --profile PROFILE"));
        assertThat(commands(SharedDay.HALF_SIGNED, HARBOUR))
                .extracting(ShellCommand::act)
                .doesNotContain(Act.SIGN, Act.ANSWER, Act.ESCALATE)
                .contains(Act.WITHDRAW);
        assertThat(commands(SharedDay.HALF_SIGNED, "MeridianBank")).isEmpty();
        assertThat(commands(SharedDay.RESOLVED, HARBOUR)).isEmpty();
    }

    @Test
    void every_line_is_one_that_the_command_line_understands() {
        List<ShellCommand> all = new ArrayList<>();
        for (BreakId id : List.of(SharedDay.HALF_SIGNED, SharedDay.LATE)) {
            for (String member : List.of(HARBOUR, LOTUS)) {
                all.addAll(commands(id, member));
            }
        }
        for (BreakKind kind : BreakKind.values()) {
            Commands.open(broken(kind, "T0-1"), "BRK-7", HARBOUR, constitution(), SharedDay.NOW)
                    .ifPresent(all::add);
        }
        assertThat(all).extracting(ShellCommand::resolution).contains(Optional.of(Resolution.Kind.REVERSAL));
        assertThat(all).hasSizeGreaterThan(30).allSatisfy(command -> parse(command.line()));
    }

    private static Commands.DeskBreak broken(BreakKind kind, String reference) {
        return new Commands.DeskBreak(
                7,
                kind,
                "HKD",
                reference,
                LOTUS,
                new BigDecimal(-1_334_500),
                new BigDecimal(-1_234_500),
                Optional.of(LocalDate.of(2026, 11, 20)));
    }

    private static Constitution constitution() {
        return new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(new Asset("HKD", AssetKind.CASH, 2, LOTUS, "HK")),
                List.of(
                        new Member(HARBOUR, "Harbour", List.of(MemberRole.BROKER), List.of("HOUSE")),
                        new Member(LOTUS, "Lotus", List.of(MemberRole.BANK), List.of("HOUSE"))));
    }

    @Test
    void a_break_of_the_desk_is_shared_with_its_difference_and_quoted_reference() {
        assertThat(Commands.open(
                        broken(BreakKind.LATE_IN_BOOKS, "it's 1"), "BRK-7", HARBOUR, constitution(), SharedDay.NOW))
                .map(ShellCommand::line)
                .contains("clearing break open BRK-7 --with LotusSecurities --kind DATE_DIFFERS --asset HKD"
                        + " --amount 1000.00 --value-date 2026-11-20 --about 'it'\\''s 1' --evidence FILE"
                        + " --answer-by 2026-11-23T09:00:00Z --resolve-by 2026-11-30T09:00:00Z --profile PROFILE");
        assertThat(Commands.kind(BreakKind.DUPLICATE_IN_BOOKS)).isEqualTo(SharedKind.DUPLICATE);
        assertThat(Commands.open(broken(BreakKind.AMOUNT_DIFFERS, "X"), "BRK-7", LOTUS, constitution(), SharedDay.NOW))
                .as("with itself")
                .isEmpty();
    }
}
