package clearing.kernel.constitution;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A proposed constitution and who has ratified it so far. It stays on the ledger as the record of who agreed to what.
 *
 * @param constitution canonical bytes
 * @param ratifiedBy member ids, ascending
 */
record Proposal(byte[] constitution, SortedSet<String> ratifiedBy) {
    private static final int FORMAT = 1;
    private static final int MAX_BYTES = 256 * 1024;

    Proposal {
        ratifiedBy = Collections.unmodifiableSortedSet(new TreeSet<>(ratifiedBy));
    }

    boolean hasHash(byte[] hash) {
        return Arrays.equals(Bytes.sha256(constitution), hash);
    }

    Proposal with(String member) {
        SortedSet<String> more = new TreeSet<>(ratifiedBy);
        more.add(member);
        return new Proposal(constitution, more);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(constitution.length + 256).u8(FORMAT).blob(constitution);
        out.u16(ratifiedBy.size());
        ratifiedBy.forEach(out::text);
        return out.toBytes();
    }

    static Proposal decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("proposal.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "proposal.format", "is not 1");
        }
        byte[] constitution = in.blob(MAX_BYTES, "proposal.constitution");
        SortedSet<String> members = new TreeSet<>();
        for (int left = in.u16("proposal.ratifiedBy"); left > 0; left--) {
            members.add(in.text("proposal.member"));
        }
        in.end("proposal");
        return new Proposal(constitution, members);
    }
}
