package clearing.kernel.netting;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * What a member's obligations in one netting set come to, in minor units.
 *
 * @param member id of the member
 * @param incoming sum of what it is owed
 * @param outgoing sum of what it owes
 */
public record MemberNet(String member, long incoming, long outgoing, long incomingCount, long outgoingCount) {
    /** Positive when the member receives. */
    public long net() {
        return incoming - outgoing;
    }

    void write(ByteWriter out) {
        out.text(member).i64(incoming).i64(outgoing).i64(incomingCount).i64(outgoingCount);
    }

    static MemberNet read(ByteReader in, String field) {
        return new MemberNet(
                in.text(field + ".member"),
                in.i64(field + ".incoming"),
                in.i64(field + ".outgoing"),
                in.i64(field + ".incomingCount"),
                in.i64(field + ".outgoingCount"));
    }
}
