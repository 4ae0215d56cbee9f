package clearing.kernel.rulebook;

import clearing.kernel.constitution.Constitution;

/** Members that rules name. */
final class RuleMembers {
    private RuleMembers() {}

    static boolean acts(Constitution constitution, String member) {
        return constitution.member(member).filter(m -> !m.readOnly()).isPresent();
    }
}
