package clearing.generate;

/**
 * An account of a member: who can hold an asset.
 *
 * @param ordinal position among all accounts of the consortium
 * @param member whose account
 * @param account its name inside the member
 */
record Holder(int ordinal, Member member, String account) {

    boolean sameMember(Holder other) {
        return member.id().equals(other.member.id());
    }
}
