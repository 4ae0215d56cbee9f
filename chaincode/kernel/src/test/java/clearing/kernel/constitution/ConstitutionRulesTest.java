package clearing.kernel.constitution;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.WATCH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstitutionRulesTest {
    private static final Constitution VALID = Consortium.constitution();

    @Test
    void the_sample_is_valid() {
        assertThat(ConstitutionRules.check(VALID)).isEmpty();
    }

    @Test
    void an_invalid_one_is_refused_with_its_field_and_nothing_changes() {
        Consortium ledger = Consortium.unconstituted();
        Constitution broken = lanes(new Lane("HK", 480), new Lane("HK", 0));

        Outcome outcome = ledger.as(Consortium.NORTH, new Command.Constitute(broken));

        assertThat(outcome.code()).isEqualTo(ResultCode.INVALID_CONSTITUTION);
        assertThat(outcome.field()).isEqualTo("lanes[1].code");
        assertThat(ledger.state().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {841, -841, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void a_lane_lies_within_fourteen_hours_of_utc(int offset) {
        assertFault(lanes(new Lane("HK", offset), VALID.lanes().get(1)), "lanes[0].utcOffsetMinutes");
    }

    @ParameterizedTest
    @ValueSource(ints = {840, -840, 0})
    void fourteen_hours_are_allowed(int offset) {
        assertThat(ConstitutionRules.check(
                        lanes(new Lane("HK", offset), VALID.lanes().get(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hk", "H K", "A/B", "1HK", "ABCDEFGHIJKLMNOPQ"})
    void a_lane_code_is_a_short_plain_name(String code) {
        assertFault(lanes(new Lane(code, 0)), "lanes[0].code");
    }

    @Test
    void there_are_1_to_64_lanes() {
        assertFault(lanes(), "lanes");
        assertThat(ConstitutionRules.check(lanesNumbering(64))).isEmpty();
        assertFault(lanesNumbering(65), "lanes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1Bank", "Bank/One", "Bank One", "Bank\u00e9", "B\u0000"})
    void a_member_id_has_no_sign_that_a_key_uses(String id) {
        assertFault(member(new Member(id, "Name", List.of(MemberRole.BROKER), List.of("HOUSE"))), "members[0].id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "line\nbreak", "right\u202eleft", "half\ud800", "nul\u0000"})
    void a_member_name_is_plain_text(String name) {
        assertFault(
                member(new Member("NorthBrokers", name, List.of(MemberRole.BROKER), List.of("HOUSE"))),
                "members[0].name");
    }

    @Test
    void a_member_name_may_be_of_any_script_and_100_characters_long() {
        String name = "\u6e2f".repeat(100);
        assertThat(ConstitutionRules.check(named(name))).isEmpty();
        assertThat(Constitution.decode(named(name).encode())).isEqualTo(named(name));
        assertFault(named(name + "x"), "members[0].name");
    }

    @Test
    void roles_and_accounts_fit_each_other() {
        assertFault(member(new Member("NorthBrokers", "N", List.of(), List.of("HOUSE"))), "members[0].roles");
        assertFault(
                member(new Member(
                        "NorthBrokers", "N", List.of(MemberRole.BROKER, MemberRole.BROKER), List.of("HOUSE"))),
                "members[0].roles");
        assertFault(
                member(new Member("NorthBrokers", "N", List.of(MemberRole.BROKER), List.of())), "members[0].accounts");
        assertFault(
                member(new Member("NorthBrokers", "N", List.of(MemberRole.REGULATOR), List.of("HOUSE"))),
                "members[0].accounts");
        assertFault(
                member(new Member("NorthBrokers", "N", List.of(MemberRole.BROKER), List.of("HOUSE", "HOUSE"))),
                "members[0].accounts");
        assertFault(
                member(new Member("NorthBrokers", "N", List.of(MemberRole.BROKER), List.of("house"))),
                "members[0].accounts");
        assertFault(
                member(new Member(
                        "NorthBrokers",
                        "N",
                        List.of(MemberRole.BROKER),
                        IntStream.range(0, 33).mapToObj(i -> "A" + i).toList())),
                "members[0].accounts");
    }

    @Test
    void a_consortium_has_two_members_with_different_ids() {
        assertFault(
                new Constitution(
                        1, VALID.lanes(), VALID.assets(), VALID.members().subList(2, 3)),
                "members");
        List<Member> twice = List.of(VALID.members().get(2), VALID.members().get(2));
        assertFault(new Constitution(1, VALID.lanes(), VALID.assets(), twice), "members[1].id");
    }

    @Test
    void assets_are_real_instruments_of_an_issuer_in_a_lane() {
        assertFault(asset(new Asset("HKX", AssetKind.CASH, 2, BANK, "HK")), "assets[0].code");
        assertFault(asset(new Asset("US0378331006", AssetKind.SECURITY, 0, BANK, "HK")), "assets[0].code");
        assertFault(asset(new Asset("US0378331005", AssetKind.CASH, 0, BANK, "HK")), "assets[0].code");
        assertFault(asset(new Asset("JPY", AssetKind.CASH, 2, BANK, "HK")), "assets[0].scale");
        assertFault(asset(new Asset("US0378331005", AssetKind.SECURITY, 10, BANK, "HK")), "assets[0].scale");
        assertFault(asset(new Asset("US0378331005", AssetKind.SECURITY, -1, BANK, "HK")), "assets[0].scale");
        assertFault(asset(new Asset("HKD", AssetKind.CASH, 2, "Nobody", "HK")), "assets[0].issuer");
        assertFault(asset(new Asset("HKD", AssetKind.CASH, 2, WATCH, "HK")), "assets[0].issuer");
        assertFault(asset(new Asset("HKD", AssetKind.CASH, 2, BANK, "LN")), "assets[0].lane");
        assertFault(
                new Constitution(
                        1,
                        VALID.lanes(),
                        List.of(VALID.assets().get(0), VALID.assets().get(0)),
                        VALID.members()),
                "assets[1].code");
        assertFault(new Constitution(1, VALID.lanes(), List.of(), VALID.members()), "assets");
    }

    private static void assertFault(Constitution constitution, String field) {
        assertThat(ConstitutionRules.check(constitution).map(ConstitutionRules.Fault::field))
                .contains(field);
    }

    private static Constitution lanes(Lane... lanes) {
        return new Constitution(1, List.of(lanes), VALID.assets(), VALID.members());
    }

    private static Constitution lanesNumbering(int count) {
        List<Lane> lanes = new ArrayList<>(VALID.lanes());
        for (int i = 2; i < count; i++) {
            lanes.add(new Lane("L" + i, 0));
        }
        return new Constitution(1, lanes, VALID.assets(), VALID.members());
    }

    private static Constitution member(Member first) {
        List<Member> members = new ArrayList<>(VALID.members());
        members.set(0, first);
        return new Constitution(1, VALID.lanes(), VALID.assets(), members);
    }

    private static Constitution named(String name) {
        return member(new Member("NorthBrokers", name, List.of(MemberRole.BROKER), List.of("HOUSE")));
    }

    private static Constitution asset(Asset only) {
        return new Constitution(1, VALID.lanes(), List.of(only), VALID.members());
    }
}
