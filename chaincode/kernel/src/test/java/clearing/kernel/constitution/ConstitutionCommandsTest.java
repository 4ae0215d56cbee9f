package clearing.kernel.constitution;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.WATCH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Transition;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstitutionCommandsTest {
    private final Consortium ledger = Consortium.unconstituted();
    private final Constitution first = Consortium.constitution();

    @Test
    void comes_into_force_when_every_acting_member_has_ratified() {
        assertThat(ledger.as(NORTH, new Command.Constitute(first)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(SOUTH, ratify(first)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.state().has(Keys.CONSTITUTION)).isFalse();

        Transition last = ledger.apply(Consortium.caller(BANK), Batch.of(ratify(first)));

        assertThat(last.effects()).containsExactly(new Effect.Constituted(first));
        assertThat(ledger.state().get(Keys.CONSTITUTION).map(Constitution::decode))
                .contains(first);
    }

    @Test
    void nothing_else_works_before_it_is_in_force() {
        ledger.as(NORTH, new Command.Constitute(first));

        Outcome outcome = ledger.as(BANK, new Command.Deposit("R1", NORTH, 0, "HKD", 100, Consortium.TODAY));

        assertThat(outcome.code()).isEqualTo(ResultCode.NOT_CONSTITUTED);
    }

    @Test
    void ratifying_twice_changes_nothing() {
        ledger.as(NORTH, new Command.Constitute(first));
        String before = ledger.digest();

        assertThat(ledger.as(NORTH, ratify(first)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(NORTH, new Command.Constitute(first)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void proposing_what_is_in_force_changes_nothing() {
        ledger.found(first);

        assertThat(ledger.as(SOUTH, new Command.Constitute(first)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void a_regulator_does_not_ratify() {
        ledger.as(NORTH, new Command.Constitute(first));

        assertThat(ledger.as(WATCH, ratify(first)).code()).isEqualTo(ResultCode.UNKNOWN_MEMBER);
    }

    @Test
    void only_the_hash_that_was_proposed_can_be_ratified() {
        ledger.as(NORTH, new Command.Constitute(first));

        assertThat(ledger.as(SOUTH, new Command.Ratify(1, new byte[32])).code())
                .isEqualTo(ResultCode.NOTHING_TO_RATIFY);
        assertThat(ledger.as(SOUTH, new Command.Ratify(2, Bytes.sha256(first.encode())))
                        .code())
                .isEqualTo(ResultCode.NOTHING_TO_RATIFY);
    }

    @Test
    void another_proposal_of_the_same_version_starts_again_from_nothing() {
        ledger.as(NORTH, new Command.Constitute(first));
        ledger.as(SOUTH, ratify(first));
        Constitution other = new Constitution(1, first.lanes(), first.assets().subList(0, 2), first.members());

        ledger.as(BANK, new Command.Constitute(other));

        assertThat(ledger.as(SOUTH, ratify(first)).code()).isEqualTo(ResultCode.NOTHING_TO_RATIFY);
        assertThat(ledger.as(SOUTH, ratify(other)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.state().has(Keys.CONSTITUTION)).isFalse();
    }

    @Test
    void versions_come_one_by_one() {
        assertThat(ledger.as(NORTH, new Command.Constitute(version(2, first))).code())
                .isEqualTo(ResultCode.VERSION_NOT_NEXT);
        ledger.found(first);
        assertThat(ledger.as(NORTH, new Command.Constitute(version(3, first))).code())
                .isEqualTo(ResultCode.VERSION_NOT_NEXT);
        assertThat(ledger.as(NORTH, new Command.Constitute(version(2, first))).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void a_new_member_joins_when_all_old_and_new_ones_agree() {
        ledger.found(first);
        Constitution second = withMember("EastPay");

        ledger.as(NORTH, new Command.Constitute(second));
        ledger.as(SOUTH, ratify(second));
        ledger.as(BANK, ratify(second));
        assertThat(inForce()).isEqualTo(first);

        assertThat(ledger.as("EastPay", ratify(second)).code()).isEqualTo(ResultCode.OK);
        assertThat(inForce()).isEqualTo(second);
    }

    @Test
    void a_member_that_joined_later_cannot_bring_an_old_constitution_back() {
        ledger.found(first);
        Constitution second = withMember("EastPay");
        ledger.found(second);
        ledger.as("EastPay", ratify(second));

        Outcome outcome = ledger.as("EastPay", ratify(first));

        assertThat(outcome.code()).isEqualTo(ResultCode.VERSION_NOT_NEXT);
        assertThat(inForce()).isEqualTo(second);
    }

    @Test
    void a_later_constitution_only_adds() {
        ledger.found(first);
        List<Asset> swapped = new ArrayList<>(first.assets());
        swapped.set(0, first.assets().get(1));
        swapped.set(1, first.assets().get(0));
        List<Member> fewerAccounts = new ArrayList<>(first.members());
        fewerAccounts.set(0, new Member(NORTH, "North", List.of(MemberRole.BROKER), List.of("HOUSE")));

        assertThat(List.of(
                        new Constitution(
                                2, first.lanes().subList(0, 1), first.assets().subList(0, 3), first.members()),
                        new Constitution(2, first.lanes(), first.assets().subList(0, 3), first.members()),
                        new Constitution(2, first.lanes(), swapped, first.members()),
                        new Constitution(2, first.lanes(), first.assets(), fewerAccounts),
                        new Constitution(
                                2,
                                first.lanes(),
                                first.assets(),
                                first.members().subList(0, 3))))
                .allSatisfy(next -> assertThat(
                                ledger.as(NORTH, new Command.Constitute(next)).code())
                        .isEqualTo(ResultCode.NOT_AN_EXTENSION));
    }

    @Test
    void names_and_roles_of_a_member_may_change() {
        ledger.found(first);
        List<Member> renamed = new ArrayList<>(first.members());
        renamed.set(
                0,
                new Member(
                        NORTH,
                        "North Capital Ltd",
                        List.of(MemberRole.BROKER, MemberRole.PLATFORM),
                        List.of("HOUSE", "CLIENT", "OMNIBUS")));
        Constitution second = new Constitution(2, first.lanes(), first.assets(), renamed);

        ledger.found(second);

        assertThat(inForce()).isEqualTo(second);
    }

    @Test
    void a_further_asset_joins_behind_the_others() {
        ledger.found(first);
        List<Asset> more = new ArrayList<>(first.assets());
        more.add(new Asset("JPY", AssetKind.CASH, 0, BANK, "HK"));

        ledger.found(new Constitution(2, first.lanes(), more, first.members()));

        assertThat(inForce().assetIndex("JPY")).contains(4);
    }

    private Constitution inForce() {
        return Constitution.decode(ledger.state().get(Keys.CONSTITUTION).orElseThrow());
    }

    private Constitution withMember(String id) {
        List<Member> members = new ArrayList<>(first.members());
        members.add(new Member(id, "East Pay", List.of(MemberRole.PAYMENT_INSTITUTION), List.of("HOUSE")));
        return new Constitution(2, first.lanes(), first.assets(), members);
    }

    private static Constitution version(int version, Constitution of) {
        return new Constitution(version, of.lanes(), of.assets(), of.members());
    }

    private static Command.Ratify ratify(Constitution constitution) {
        return new Command.Ratify(constitution.version(), Bytes.sha256(constitution.encode()));
    }
}
